"""Kernels forked from a warm process: a visitor's kernel begins where the start of a program ends. Linux only.

Starting a kernel means reading Python's modules, IPython, the knowledge base and the views, the same for every visitor.
A warm process does that once and then forks: the child has everything already, and shares the memory of whatever it
does not change.

    server (supervisor, provisioner)            warm process (nursery)              kernel (newborn, tether)
        | "a kernel, with this environment" --------> |                                   |
        |                                             | fork ---------------------------> | becomes the kernel
        | <------------------------------- its pid -- |                                   |
        | <================================ tether: one socket for each kernel ==========> |

The tether is how each learns of the other's end, whichever way it came: a socket closes with its process. A server that
is killed takes its kernels with it; a warm process that is killed does not, and another is started.

A kernel that was started before its visitor is known is given the visitor's variables before its first cell:

    await manager.provisioner.adopt({"QUERY_STRING": "case=marek", ...})
"""
