"""Where the lessons are: the file of each, and the address of a section in it."""

from __future__ import annotations

from sciatica_teach.model.glossary import Lesson

PAGES: dict[Lesson, str] = {
    "home": "index.ipynb", "anatomy": "01_anatomy.ipynb", "symptoms": "02_symptoms.ipynb",
    "reasoning": "03_reasoning.ipynb", "cases": "04_cases.ipynb", "quiz": "05_quiz.ipynb",
}


def address_of(lesson: Lesson, section: str = "") -> str:
    """The link to a lesson, or to the section under a heading of it: "02_symptoms.ipynb#Where-it-hurts"."""
    return PAGES[lesson] + (f"#{section.replace(' ', '-')}" if section else "")
