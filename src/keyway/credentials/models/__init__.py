"""What is kept about credentials, programs, promises and petitions."""

from keyway.credentials.models.exchange import ForeignNode, RegistryImport
from keyway.credentials.models.petitions import Petition, PetitionLetter
from keyway.credentials.models.programs import (
    Articulation,
    Attainment,
    Evidence,
    Offering,
    Program,
)
from keyway.credentials.models.promises import Promise
from keyway.credentials.models.recognition import Recognition
from keyway.credentials.models.registry import (
    Competency,
    Credential,
    CredentialCode,
    ExamSite,
    Issuer,
)

__all__ = [
    "Articulation",
    "Attainment",
    "Competency",
    "Credential",
    "CredentialCode",
    "Evidence",
    "ExamSite",
    "ForeignNode",
    "Issuer",
    "Offering",
    "Petition",
    "PetitionLetter",
    "Program",
    "Promise",
    "Recognition",
    "RegistryImport",
]
