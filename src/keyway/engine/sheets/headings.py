"""Headings of contact sheets in English and Spanish, and what is never taken from one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from keyway.engine.sheets.values import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

# The whole heading, without signs and accents.
HEADINGS: Mapping[Field, str] = {
    Field.NAME: "company|company name|organization|organization name|organisation|employer|"
    "employer name|business|business name|firm|plant|manufacturer|account|account name|"
    "school|school name|district|district name|institution|member|agency|partner|"
    "empresa|nombre de la empresa|compania|organizacion|nombre de la organizacion|negocio|"
    "razon social|escuela|nombre de la escuela|distrito|institucion|fabricante|empleador|socio",
    Field.KIND: "kind|type|organization type|company type|category|org type|record type|"
    "tipo|tipo de organizacion|tipo de empresa|categoria|clase",
    Field.WEBSITE: "website|web site|web|url|web address|site url|homepage|company website|"
    "sitio web|pagina web|pagina|direccion web|sitio",
    Field.MAIN_PHONE: "main phone|company phone|office phone|business phone|main number|"
    "organization phone|front desk|telefono principal|telefono de la empresa|"
    "telefono de oficina|conmutador",
    Field.NAICS: "naics|naics code|naics codes|primary naics|industry code|scian|codigo scian|"
    "codigo naics|codigo de industria",
    Field.SUBSECTOR: "subsector|sub sector|sector|industry|industry sector|what they make|"
    "products|industria|giro|ramo|que fabrica|productos|sub industry",
    Field.SITE: "site|site name|location|location name|facility|facility name|plant name|campus|"
    "branch|sitio nombre|planta|nombre de la planta|sede|sucursal|instalacion|plantel",
    Field.STREET: "street|street address|address|address 1|address line 1|mailing address|"
    "physical address|physical street|site address|calle|direccion|domicilio|calle y numero",
    Field.CITY: "city|town|mailing city|site city|ciudad|municipio|localidad|poblacion",
    Field.STATE: "state|st|state province|province|estado|edo|estado provincia",
    Field.ZIP: "zip|zip code|zipcode|postal code|postcode|zip postal code|mailing zip|"
    "codigo postal|cp|c p",
    Field.CITY_STATE_ZIP: "city state zip|city st zip|city state|city state zip code|"
    "ciudad estado cp|ciudad estado codigo postal|ciudad y estado",
    Field.COUNTY: "county|condado",
    Field.LONGITUDE: "longitude|long|lon|lng|x|longitud",
    Field.LATITUDE: "latitude|lat|y|latitud",
    Field.CONTACT: "contact|contact name|contact person|primary contact|main contact|full name|"
    "person|representative|rep|poc|point of contact|attendee|contacto|nombre del contacto|"
    "persona de contacto|nombre completo|responsable|representante",
    Field.FIRST_NAME: "first name|first|given name|contact first name|nombre de pila|primer nombre|"
    "nombres",
    Field.LAST_NAME: "last name|last|surname|family name|contact last name|apellido|apellidos",
    Field.TITLE: "title|job title|position|role|contact title|puesto|cargo|titulo|posicion",
    Field.EMAIL: "email|e mail|email address|e mail address|contact email|contact e mail|mail|"
    "work email|primary email|correo|correo electronico|email del contacto",
    Field.PHONE: "phone|telephone|phone number|tel|contact phone|work phone|mobile|cell|"
    "cell phone|direct phone|telefono|telefono del contacto|celular|numero de telefono|movil",
}
# "Name" is the organization's where no other column is, else the contact's.
PLAIN_NAME = frozenset({"name", "nombre"})

# Words about people that a directory has no business with.
NEVER_KEPT = re.compile(
    r"\b(notes?|comments?|remarks|notas?|comentarios?|observaciones|birth\w*|dob|nacimiento|"
    r"ssn|social security|seguro social|home|personal|student|students|pupil|grade level|alumn\w+|"
    r"estudiantes?|gender|sex|genero|sexo|race|ethnicity|raza|age|edad|salary|sueldo|password|"
    r"contrasena|fax|linkedin|facebook|twitter|instagram|spouse|history|historial|follow up|"
    r"last contacted|status|estatus)\b"
)

_BY_HEADING = {
    heading: field for field, headings in HEADINGS.items() for heading in headings.split("|")
}


def plain_heading(text: str) -> str:
    """Return a heading in lower case without accents and signs."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())


def field_of(heading: str) -> tuple[Field | None, float]:
    """Return what a heading names and how surely, 0 to 1."""
    plain = plain_heading(heading)
    if not plain:
        return None, 0.0
    if plain in _BY_HEADING:
        return _BY_HEADING[plain], 1.0
    if never_kept(heading):
        return None, 0.0
    words = plain.split()
    best, share = None, 0.0
    for known, field in _BY_HEADING.items():
        wanted = known.split()
        if len(known) > 2 and _runs(wanted, words) and len(wanted) / len(words) > share:
            best, share = field, len(wanted) / len(words)
    return best, 0.5 + 0.4 * share if best else 0.0


def never_kept(heading: str) -> bool:
    """Return whether a column is about people in a way that is never taken from a sheet."""
    return bool(NEVER_KEPT.search(plain_heading(heading)))


def _runs(wanted: list[str], words: list[str]) -> bool:
    """Return whether the words hold the wanted ones side by side."""
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
