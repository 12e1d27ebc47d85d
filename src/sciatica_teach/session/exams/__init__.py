"""Exams: drawn over the blueprint, against the clock, without feedback until they end."""

from sciatica_teach.session.exams.drawing import draw_exam
from sciatica_teach.session.exams.session import ExamSession
from sciatica_teach.session.exams.state import EXAM, ExamState, replay_exam

__all__ = ["EXAM", "ExamSession", "ExamState", "draw_exam", "replay_exam"]
