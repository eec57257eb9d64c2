"""Opening files of strangers: measured first, read in a process of their own.

What a publisher's file means is told in ``sources``; what a contact sheet means, in ``partners``.
"""

from keyway.files.apart import read_apart, read_document_apart, read_picture_apart
from keyway.files.captions import read_captions
from keyway.files.documents import DocumentLimits, read_document
from keyway.files.faults import Fault, Unreadable
from keyway.files.films import read_film
from keyway.files.pictures import Drawing, PictureLimits, read_picture
from keyway.files.sheets import Limits, Sheet, read_sheet

__all__ = [
    "DocumentLimits",
    "Drawing",
    "Fault",
    "Limits",
    "PictureLimits",
    "Sheet",
    "Unreadable",
    "read_apart",
    "read_captions",
    "read_document",
    "read_document_apart",
    "read_film",
    "read_picture",
    "read_picture_apart",
    "read_sheet",
]
