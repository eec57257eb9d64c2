"""The starter data: facts and figures compiled by ``keyway compile-starter`` from official files."""
