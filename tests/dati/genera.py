"""Writes the tables beside it, which tests/outside.rs holds against this program: what others say of the calendar,
of terms and of codes. None of what is written here comes from this program.

    python3 -m venv V && V/bin/pip install -r tests/dati/requirements.txt && V/bin/python tests/dati/genera.py

The same versions give the same bytes. Calendar: Python's own. Easter and months: python-dateutil. Holidays:
holidays. Codice fiscale and partita IVA: python-stdnum. IBAN: schwifty, with the national check characters.
"""

import calendar
import datetime
import importlib.metadata
import pathlib
import random
import string

import holidays
from dateutil.easter import easter
from dateutil.relativedelta import relativedelta
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException
from stdnum import luhn
from stdnum.exceptions import InvalidComponent, ValidationError
from stdnum.it import codicefiscale, iva

HERE = pathlib.Path(__file__).parent
YEARS = range(1900, 2101)
LETTERS_FOR_DIGITS = "LMNPQRSTUV"
SEPA = "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS LI LT LU LV MC MT NL NO PL PT RO SE SI SK SM VA AD".split()


def write(name, sources, rows):
    said = ", ".join(f"{source} {importlib.metadata.version(source)}" for source in sources) or "Python's calendar"
    lines = [f"# {said}; written by genera.py"] + ["\t".join(map(str, row)) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def months():
    """Month, weekday of its first day (0 is Monday), how many days it has."""
    for year in YEARS:
        for month in range(1, 13):
            yield (f"{year}-{month:02}", *calendar.monthrange(year, month))


def added(chance):
    """Day, months added, day reached."""
    days = [datetime.date(year, month, 1) for year in (1900, 1999, 2000, 2019, 2020, 2100) for month in range(1, 13)]
    ends = [day.replace(day=d) for day in days for d in range(27, calendar.monthrange(day.year, day.month)[1] + 1)]
    first, last = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
    for _ in range(600):
        ends.append(first + datetime.timedelta(days=chance.randrange((last - first).days)))
    for day in ends:
        for n in chance.sample(range(-60, 61), 4) + [1, -1, 6, 12]:
            yield day, n, day + relativedelta(months=n)


def verdict(module, code):
    try:
        module.validate(code)
        return "right"
    except InvalidComponent:
        return "component"
    except ValidationError:
        return "wrong"


def luhn_of(ten):
    return ten + luhn.calc_check_digit(ten)


def person(chance, letters=string.ascii_uppercase):
    born = datetime.date(1930, 1, 1) + datetime.timedelta(days=chance.randrange(33000))
    day = born.day + chance.choice([0, 40])
    name = "".join(chance.choices(letters, k=6))
    place = chance.choice(letters) + f"{chance.randrange(1000):03}"
    return f"{name}{born.year % 100:02}{'ABCDEHLMPRST'[born.month - 1]}{day:02}{place}"


def closed(fifteen):
    return fifteen + codicefiscale.calc_check_digit(fifteen)


def codes(chance):
    """Kind, text, verdict."""
    people, companies = [], []
    for n in range(300):
        code = person(chance)
        people.append(closed(code))
        if n < 40:
            people += [code + letter for letter in string.ascii_uppercase]
        if n < 8:
            for mask in range(128):
                spelt = list(code)
                for bit, place in enumerate((6, 7, 9, 10, 12, 13, 14)):
                    if mask >> bit & 1:
                        spelt[place] = LETTERS_FOR_DIGITS[int(spelt[place])]
                people.append(closed("".join(spelt)))
        place = chance.randrange(16)
        changed = code[:15] + closed(code)[15]
        people.append(changed[:place] + chance.choice(string.ascii_uppercase + string.digits) + changed[place + 1 :])
    for year in ("00", "01", "20", "L4"):
        for month in string.ascii_uppercase:
            days = range(100) if month in "ABD" else (0, 1, 28, 29, 30, 31, 32, 41, 70, 71, 72)
            people += [closed(f"RSSMRA{year}{month}{day:02}H501") for day in days]
    for n in range(300):
        ten = f"{chance.randrange(1, 10**7):07}{chance.randrange(1, 101):03}"
        companies.append(luhn_of(ten))
        if n < 40:
            companies += [ten + digit for digit in string.digits]
    companies += [luhn_of(f"1234567{office:03}") for office in range(1000)]
    companies += [luhn_of(f"0000000{office:03}") for office in range(0, 1000, 37)]
    for code in people:
        yield "codice-fiscale", code, verdict(codicefiscale, code)
    for code in companies:
        yield "partita-iva", code, verdict(iva, code)
        yield "codice-fiscale", code, verdict(codicefiscale, code)
    for country in SEPA + ["IT"] * 200:
        code = str(IBAN.random(country, random=chance))
        changed = [code[:2] + f"{chance.randrange(100):02}" + code[4:]]
        if country == "IT":
            for _ in range(6):
                place = chance.randrange(2, 27)
                changed.append(code[:place] + chance.choice(string.ascii_uppercase + string.digits) + code[place + 1 :])
        for text in [code] + changed:
            try:
                IBAN(text, validate_bban=country == "IT")
                yield "iban", text, "right"
            except SchwiftyException:
                yield "iban", text, "wrong"


def main():
    chance = random.Random(2020)
    write("mesi.tsv", [], months())
    write("pasqua.tsv", ["python-dateutil"], ((easter(year),) for year in YEARS))
    write("mesi-sommati.tsv", ["python-dateutil"], added(chance))
    # From 2001 on: before, other days were holidays, and no law that is checked here looks at them.
    write("festivi.tsv", ["holidays"], ((day,) for day in sorted(holidays.Italy(years=range(2001, 2101)))))
    write("codici.tsv", ["python-stdnum", "schwifty"], codes(chance))


main()
