"""Whether a page's kernel still lives."""

from __future__ import annotations

from jupyter_core.utils import ensure_async
from tornado.web import RequestHandler

from sciatica_teach.hosting.kernels.lesson_kernels import LessonKernels
from sciatica_teach.hosting.kernels.owned import is_own


class LifelineHandler(RequestHandler):
    """`/alive/KERNEL`: whether the page's kernel lives, as {"alive": true}. The page asks every few seconds.

    Another visitor's kernel is answered like one that never was. One that is gone is an answer and no error: the last
    question of a page that is being left may find its kernel shut down, and its browser would complain of what is as it
    should be.
    """

    def initialize(self, kernels: LessonKernels) -> None:
        self._kernels = kernels

    async def get(self, kernel_id: str) -> None:
        self.set_header("Cache-Control", "no-store")
        self.write({"alive": await self._is_alive(kernel_id)})

    async def _is_alive(self, kernel_id: str) -> bool:
        if kernel_id not in self._kernels or not is_own(self, self._kernels, kernel_id):
            return False
        self._kernels.hear(kernel_id, acted=False)
        lives: bool = await ensure_async(self._kernels.get_kernel(kernel_id).is_alive())
        if not lives:
            await ensure_async(self._kernels.shutdown_kernel(kernel_id, now=True))  # type: ignore[no-untyped-call]
        return lives
