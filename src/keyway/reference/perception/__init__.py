"""What can be asked about manufacturing, what must not be asked of pupils, what others found."""

from pathlib import Path

FOLDER = Path(__file__).parent
