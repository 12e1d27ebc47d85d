"""A teacher's own content, followed while the server runs.

    look         was anything saved, and is the saving over?
    compiling    a process of its own checks and compiles, and says what came of it
    watch        the loop: look, compile, hand over; what is not valid is told in the log and changes nothing
    handover     new pages get the new content: kernels' variables, spares, the warm process, the scene

New kernels are told which compiled version to go on with, so that no visitor ever meets a file that is half written or
wrong. A page that is open goes on with the content that it began with.
"""
