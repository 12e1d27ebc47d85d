"""The rooms of the quiz page: a set, a round of practice, an exam. Each turns actions into use-cases."""

from sciatica_teach.apps.quiz_rooms.exam import ExamRoom, find_exam, is_sitting, require_no_exam
from sciatica_teach.apps.quiz_rooms.practice import PracticeRoom
from sciatica_teach.apps.quiz_rooms.room import Room
from sciatica_teach.apps.quiz_rooms.sets import SetRoom

__all__ = ["ExamRoom", "PracticeRoom", "Room", "SetRoom", "find_exam", "is_sitting", "require_no_exam"]
