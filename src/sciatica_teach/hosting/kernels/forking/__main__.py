"""`python -P -m sciatica_teach.hosting.kernels.forking CHANNEL MODULE`: the warm process. The supervisor starts it."""

from sciatica_teach.hosting.kernels.forking.warm import main

if __name__ == "__main__":
    main()
