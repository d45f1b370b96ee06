"""Runs the command and the program of docs/archive.md over an archive made here, and looks at what they answer:
how many, of whom, which are too long, and the one line that is broken. Started by run.sh."""

import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOO_LONG = "piemonte-2020/durata-domanda"
BROKEN = '{"regolamento": "piemonte-2020", "pratica": "P-rotta", "periodo": {"dataIni'
FILES = 7


def block(language):
    """A piece of code of the page, as it stands there."""
    text = (ROOT / "docs/archive.md").read_text(encoding="utf-8")
    return re.search(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)[1]


def made(count):
    """So many applications: `{id: text}`, and the ids of those whose period is too long."""
    chance = random.Random(2020)
    examples = sorted((ROOT / "www/examples").glob("*.json"))
    given = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in examples}
    right = given.pop("piemonte-2020")
    others = [domanda for name, domanda in given.items() if not name.startswith("piemonte")]
    texts, too_long = {}, set()
    for n in range(count):
        pratica = f"P-{n:06}"
        domanda = dict(right if n % 2 else others[n // 2 % len(others)], pratica=pratica)
        if n % 2:
            start, days = date(2020, 3, 9), chance.randint(20, 50)
            end = start + timedelta(days - 1)
            domanda["periodo"] = {"dataInizio": f"{start:%d/%m/%Y}", "dataFine": f"{end:%d/%m/%Y}"}
            if days > 35:
                too_long.add(pratica)
        texts[pratica] = json.dumps(domanda, ensure_ascii=False)
    return texts, too_long


def equal(found, expected, what):
    if found != expected:
        sys.exit(f"failed: {what}: {str(found)[:400]} instead of {str(expected)[:400]}")
    print(f"ok: {what}")


def run(arguments, **options):
    start = time.monotonic()
    done = subprocess.run(arguments, text=True, encoding="utf-8", stdout=subprocess.PIPE, **options)
    return done, time.monotonic() - start


def told(answer):
    """What an answer says, wherever in the archive its line stands."""
    return json.dumps({key: value for key, value in json.loads(answer).items() if key != "line"}, sort_keys=True)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    texts, too_long = made(count)
    lines = list(texts.values())
    lines.insert(count // 3, BROKEN)
    lines.insert(count // 2, "")
    with tempfile.TemporaryDirectory(prefix="convalida-archive-") as folder:
        folder = pathlib.Path(folder)
        (folder / "archivio").mkdir()
        for n in range(FILES):
            part = lines[n * len(lines) // FILES : (n + 1) * len(lines) // FILES]
            (folder / f"archivio/{n}.jsonl").write_text("\n".join(part) + "\n", encoding="utf-8")
        (folder / "archivio.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (folder / "riesame.py").write_text(block("python"), encoding="utf-8")

        done, alone = run(block("sh"), shell=True, cwd=folder, stderr=subprocess.PIPE)
        equal(done.returncode, 0, "the command by itself ends with 0")
        answers = (folder / "esiti.jsonl").read_text(encoding="utf-8").splitlines()
        equal(len(answers), count + 1, f"{count + 1} lines have an answer, the blank one has none")
        broken = [json.loads(answer) for answer in answers if "error" in json.loads(answer)]
        equal([(one["line"], "id" in one) for one in broken], [(count // 3 + 1, False)], "one of them tells the broken line by its number")
        equal(f"line {count // 3 + 1}, column {len(BROKEN)}" in done.stderr, True, "and standard error tells it too")
        strict, _ = run(block("sh").replace(" --exit-zero", ""), shell=True, cwd=folder, stderr=subprocess.PIPE)
        equal(strict.returncode, 2, "without --exit-zero it ends with 2")
        full, _ = run(block("sh").replace(" --brief", "").replace("> esiti", "> interi"), shell=True, cwd=folder, stderr=subprocess.PIPE)
        equal(full.returncode, 0, "without --brief it answers as well")

        submit = ["spark-submit", "--master", "local[2]", "riesame.py", "archivio", "esiti"]
        done, spark = run(submit, cwd=folder, stderr=subprocess.PIPE)
        if done.returncode != 0:
            sys.exit(f"failed: spark-submit ends with {done.returncode}\n{done.stderr[-4000:]}")
        parts = sorted((folder / "esiti").glob("part-*"))
        piped = [answer for part in parts for answer in part.read_text(encoding="utf-8").splitlines()]
        equal(len(parts) >= FILES, True, f"Spark cut the archive into {len(parts)} parts")
        equal(len(piped), count + 1, f"and has {count + 1} answers")
        read = [json.loads(answer) for answer in piped]
        equal(Counter(one.get("id") for one in read), Counter([*texts, None]), "each application once, by its id, and one that has none")
        late = {one["id"] for one in read for found in one.get("diagnostics", []) if found["rule"] == TOO_LONG}
        equal(late, too_long, f"{len(too_long)} are too long, and these are named")
        row = re.search(rf"^\|{TOO_LONG} *\|error *\|(\d+) *\|$", done.stdout, re.MULTILINE)
        equal(row and int(row[1]), len(too_long), "the table of the page's program counts them")
        unusable = re.findall(r"^unusable: (.+?): (\{.*)$", done.stdout, re.MULTILINE)
        equal([text for _, text in unusable], [BROKEN[:80]], "the broken line is shown with its text")
        equal(sorted(map(told, piped)), sorted(map(told, answers)), "Spark's answers are those of the command by itself")

        sizes = [(folder / name).stat().st_size for name in ("archivio.jsonl", "esiti.jsonl", "interi.jsonl")]
        print(f"\n{count} applications, {sizes[0] / 1e6:.1f} MB; answers {sizes[1] / 1e6:.1f} MB, with sources and fixes {sizes[2] / 1e6:.1f} MB")
        print(f"the command by itself {alone:.1f} s; Spark, its start included, {spark:.1f} s")
        print("\n".join(done.stdout.splitlines()[:8]))


main()
