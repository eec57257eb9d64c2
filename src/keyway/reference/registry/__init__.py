"""What Keyway knows of credentials: text files, reviewable line by line.

Facts come from the pages named in ``sources.csv``; every sentence is ours, in English and Spanish.
An empty cell is something unknown. ``lookups.registry`` reads and checks these files.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
