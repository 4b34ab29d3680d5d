"""Roles a school is staffed with, and the words for them (Method, Words)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A role; the value is the name in files, ``label`` the word in print."""

    COUNSELOR = "counselor"
    PSYCHOLOGIST = "psychologist"
    SOCIAL_WORKER = "social_worker"
    NURSE = "nurse"
    MENTAL_HEALTH_SPECIALIST = "mental_health_specialist"
    OFFICER = "officer"
    GUARD = "guard"

    @property
    def label(self) -> str:
        """Singular in print: ``social worker``."""
        return _LABELS.get(self, self.value.replace("_", " "))

    @property
    def plural(self) -> str:
        """Plural in print: ``social workers``."""
        return f"{self.label}s"


_LABELS = {Role.OFFICER: "sworn police officer", Role.GUARD: "security guard"}

SUPPORT_ROLES = (Role.COUNSELOR, Role.PSYCHOLOGIST, Role.SOCIAL_WORKER, Role.NURSE, Role.MENTAL_HEALTH_SPECIALIST)
SAFETY_ROLES = (Role.OFFICER, Role.GUARD)
