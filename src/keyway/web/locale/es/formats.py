"""How Spanish is written here: hours to twelve and numbers as families in the state read them."""

TIME_FORMAT = "g:i\N{NO-BREAK SPACE}a"
DATETIME_FORMAT = "j \\d\\e F \\d\\e Y, g:i\N{NO-BREAK SPACE}a"
SHORT_DATETIME_FORMAT = "d/m/Y, g:i a"

# Numbers as people in Mexico and in the United States write them, like every figure on the page.
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
