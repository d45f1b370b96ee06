"""What others say of the calendar, of terms and of codes, as rows of columns: tests/outside.rs asks and compares.

    .tools/outside/bin/python tests/outside/ask.py QUESTION SEED TIMES

The packages are those of requirements.txt. Nothing of what is said here comes from this program. The same seed asks for
the same things; TIMES is how much of the usual sample is taken.
"""

import calendar
import datetime
import random
import string
import sys

YEARS = range(1900, 2101)
FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
DIGIT_PLACES = (6, 7, 9, 10, 12, 13, 14)
LETTERS_FOR_DIGITS = "LMNPQRSTUV"
MONTHS = "ABCDEHLMPRST"
ALL = string.ascii_uppercase + string.digits


def day_of(chance):
    return FIRST + datetime.timedelta(days=chance.randrange((LAST - FIRST).days + 1))


def months(chance, times):
    """Month, weekday of its first day (0 is Monday), how many days it has."""
    for year in YEARS:
        for month in range(1, 13):
            yield (f"{year}-{month:02}", *calendar.monthrange(year, month))


def added(chance, times):
    """Every day, with months added (some distances of up to ten years, and usual ones): the day reached."""
    from dateutil.relativedelta import relativedelta

    day = FIRST
    while day <= LAST:
        for n in chance.sample(range(-120, 121), min(2 * times, 241)) + [1, -1, 6]:
            yield day, n, day + relativedelta(months=n)
        day += datetime.timedelta(days=1)


def periods(chance, times):
    """Start and end, both counted: whole months and days left over."""
    from dateutil.relativedelta import relativedelta

    for _ in range(50_000 * times):
        start = day_of(chance)
        end = min(start + datetime.timedelta(days=chance.randrange(1200)), LAST)
        apart = relativedelta(end + datetime.timedelta(days=1), start)
        yield start, end, apart.years * 12 + apart.months, apart.days


def free_days(chance, times):
    """Package, day and name of the holidays of Italy; and Easter, by another package."""
    import holidays
    from dateutil.easter import easter

    for day, name in sorted(holidays.Italy(years=YEARS).items()):
        yield "holidays", day, name
    for year in YEARS:
        yield "dateutil", easter(year), "Easter Sunday"


def countries(chance, times):
    """Pairs of letters; whether accounts of that country are within SEPA, and an IBAN of it."""
    from schwifty import IBAN
    from schwifty.exceptions import SchwiftyException

    for first in string.ascii_uppercase:
        for second in string.ascii_uppercase:
            try:
                iban = IBAN.random(first + second, random=chance)
            except SchwiftyException:
                yield "schwifty", first + second, "wrong", ""
                continue
            yield "schwifty", first + second, "right" if iban.in_sepa_zone else "wrong", iban


def ibans(chance, times):
    """Of each country of SEPA right ones, and such as have one or two characters changed."""
    import stdnum.iban
    from schwifty import IBAN
    from schwifty.exceptions import SchwiftyException

    own = [country for country in countries(chance, 1) if country[2] == "right" and country[3].startswith(country[1])]
    for country in [code for _, code, _, _ in own] * (8 * times) + ["IT"] * (300 * times):
        code = str(IBAN.random(country, random=chance))
        if not code.startswith(country):
            continue
        tried = [code, code[:2] + f"{chance.randrange(100):02}" + code[4:], code[:-1], code + "0"]
        for _ in range(8):
            place = chance.randrange(2, len(code))
            tried.append(code[:place] + chance.choice(ALL) + code[place + 1 :])
        if country != "IT":
            tried += [code[:3] + letter + code[4:] for letter in string.ascii_uppercase[::3]]
        for text in tried:
            try:
                IBAN(text, validate_bban=country == "IT")
                yield "schwifty", text, "right"
            except SchwiftyException:
                yield "schwifty", text, "wrong"
            yield "python-stdnum", text, "right" if stdnum.iban.is_valid(text, check_country=False) else "wrong"


def spelt(code, mask):
    """A code of fifteen characters with letters for the digits that a mask names (omocodia), and its check character."""
    from stdnum.it import codicefiscale

    code = list(code)
    for bit, place in enumerate(DIGIT_PLACES):
        if mask >> bit & 1:
            code[place] = LETTERS_FOR_DIGITS[int(code[place])]
    return "".join(code) + codicefiscale.calc_check_digit("".join(code))


def person(chance, places):
    born = datetime.date(1920, 1, 1) + datetime.timedelta(days=chance.randrange(38000))
    name = "".join(chance.choices(string.ascii_uppercase, k=6))
    if not places or chance.randrange(8) == 0:
        place = chance.choice(string.ascii_uppercase) + f"{chance.randrange(1000):03}"
    else:
        place = chance.choice(places)
    return f"{name}{born.year % 100:02}{MONTHS[born.month - 1]}{born.day + chance.choice([0, 40]):02}{place}"


def changed(chance, code):
    place = chance.randrange(len(code))
    return code[:place] + chance.choice(ALL) + code[place + 1 :]


def persons(chance, times):
    """Codes of persons; verdict, and of right ones the day of birth that is told."""
    from stdnum.exceptions import ValidationError
    from stdnum.it import codicefiscale

    tried = []
    for n in range(3000 * times):
        code = person(chance, [])
        tried += [spelt(code, 0), spelt(code, chance.randrange(128)), changed(chance, spelt(code, 0))]
        if n % 10 == 0:
            tried += [code + letter for letter in string.ascii_uppercase]
        if n % 100 == 0:
            tried += [spelt(code, mask) for mask in range(128)]
    for year in ("00", "01", "20", "21", "L4"):
        for month in string.ascii_uppercase:
            fifteen = [f"RSSMRA{year}{month}{day:02}H501" for day in range(100)]
            tried += [code + codicefiscale.calc_check_digit(code) for code in fifteen]
    for code in tried:
        try:
            codicefiscale.validate(code)
            yield "python-stdnum", code, "right", codicefiscale.get_birth_date(code)
        except ValidationError:
            yield "python-stdnum", code, "wrong", ""


def spellings(chance, times):
    """The same of a package that knows the places of birth, and is slow: also every spelling of the same person."""
    from codicefiscale import codicefiscale
    from codicefiscale.data import get_indexed_data

    known = get_indexed_data()["codes"]
    places = sorted(place for place in known if len(place) == 4)
    for _ in range(150 * times):
        code = person(chance, places)
        for text in (spelt(code, 0), spelt(code, chance.randrange(128)), changed(chance, spelt(code, 0))):
            try:
                told = codicefiscale.decode(text)
                yield "python-codicefiscale", text, "right", told["birthdate"].date(), " ".join(told["omocodes"])
            except ValueError as why:
                # A place that is not known, or not at that day, is no matter of the code's own.
                yield "python-codicefiscale", text, "place" if "birthplace" in str(why) else "wrong", "", ""


def companies(chance, times):
    """Eleven digits, as partita IVA and as codice fiscale."""
    from stdnum import luhn
    from stdnum.it import codicefiscale, iva

    def closed(ten):
        return ten + luhn.calc_check_digit(ten)

    tried = [closed(f"{number}{office:03}") for number in ("1234567", "0000000") for office in range(1000)]
    for n in range(2000 * times):
        ten = f"{chance.randrange(1, 10**7):07}{chance.randrange(1, 101):03}"
        tried += [closed(ten), changed(chance, closed(ten))]
        if n % 5 == 0:
            tried += [ten + digit for digit in string.digits]
    for code in tried:
        if code.isdigit():
            yield "python-stdnum", "partita-iva", code, "right" if iva.is_valid(code) else "wrong"
            yield "python-stdnum", "codice-fiscale", code, "right" if codicefiscale.is_valid(code) else "wrong"


QUESTIONS = [months, added, periods, free_days, countries, ibans, persons, spellings, companies]


def main():
    question, seed, times = sys.argv[1:]
    ask = next(ask for ask in QUESTIONS if ask.__name__ == question)
    for row in ask(random.Random(int(seed)), int(times)):
        sys.stdout.write("\t".join(map(str, row)) + "\n")


main()
