"""A warm process that never gets ready."""


def warm_up() -> None:
    raise RuntimeError("no coal")
