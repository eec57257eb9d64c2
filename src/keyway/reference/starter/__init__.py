"""The starter data: facts and figures compiled by ``keyway compile_starter`` from official files."""
