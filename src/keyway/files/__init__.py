"""Opening files of strangers: archives measured first, letters decoded, a sheet read apart.

What a publisher's file means is told in ``sources``; what a contact sheet means, in ``partners``.
"""

from keyway.files.apart import read_apart, read_document_apart
from keyway.files.documents import DocumentLimits, read_document
from keyway.files.faults import Fault, Unreadable
from keyway.files.sheets import Limits, Sheet, read_sheet

__all__ = [
    "DocumentLimits",
    "Fault",
    "Limits",
    "Sheet",
    "Unreadable",
    "read_apart",
    "read_document",
    "read_document_apart",
    "read_sheet",
]
