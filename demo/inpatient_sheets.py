"""The sheets of a workbook of the Adult Inpatient Survey, as rows of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from demo.inpatient_figures import InpatientFigures, expected, sections
from demo.inpatient_layouts import InpatientColumns, InpatientWave
from demo.ods_workbook import Cell
from demo.places import Reals, Texts

_SHARES = ("90", "95", "99")
_PROFILE = {
    "sexatbirth": 4, "gender": 3, "age": 4, "eth": 6, "religion": 9, "sexuality": 5, "disabled": 3,
}  # fmt: skip
"""Groups of respondents, and how many answers each has."""
_SIGNIFICANT = 1.96


def guidance(layout: InpatientWave, level: str, now: InpatientFigures) -> list[Sequence[Cell]]:
    """What the workbook says of itself."""
    people, number = int(now.patients.sum()), len(now.patients)
    lines = (
        f"NHS Adult Inpatient Survey {layout.year}",
        "DEMONSTRATION DATA: every organisation and every figure in this workbook is invented.",
        "Introduction",
        f"This workbook contains the {level}-level benchmark data for all of the scored questions.",
        "",
        "About the survey",
        f"Organisations sampled patients discharged during November {layout.year}.",
        f"Fieldwork for the survey took place between {layout.fieldwork}. Responses were received from {people:,} patients "
        f"of {number} {level}s. Published {layout.published}.",
        "",
        "About the data",
        "Question results are not shown if there are fewer than 30 respondents to a question.",
    )
    return [(line,) for line in lines]


def key(columns: InpatientColumns) -> list[Sequence[Cell]]:
    """The meaning of the columns."""
    return [
        ("Sheet", "Variable name", "Description and comments"),
        (columns.scores_sheet, columns.code, "Code"),
        ("", columns.mean.format(key="Qx"), "Mean score for question x"),
        ("", columns.band.format(key="Qx"), "Banding for question x, where 0 = Not applicable, 1 = Much worse, 2 = Worse, "
         "3 = Somewhat worse, 4 = About the same, 5 = Somewhat better, 6 = Better, 7 = Much better"),
    ]  # fmt: skip


def scores(columns: InpatientColumns, codes: Texts, names: Texts, now: InpatientFigures) -> Iterator[Sequence[Cell]]:
    """One row per organisation; for each question and section its score, six limits, band and z-score."""
    headings: list[Cell] = [columns.code, columns.name, "n_tpat"]
    blocks: list[Reals] = []
    for question, mean, error in _scored(now):
        name = columns.key(question)
        block = expected(mean, error)
        headings.append(columns.mean.format(key=name))
        blocks.append(block.mean)
        for share, lower, upper in zip(_SHARES, block.lower, block.upper, strict=True):
            headings += [columns.lower.format(share=share, key=name), columns.upper.format(share=share, key=name)]
            blocks += [lower, upper]
        headings += [columns.band.format(key=name), columns.z.format(key=name)]
        blocks += [block.band, block.z]
    yield headings
    yield from _body(codes, names, [now.patients, *blocks])


def respondents(
    columns: InpatientColumns, codes: Texts, names: Texts, now: InpatientFigures
) -> Iterator[Sequence[Cell]]:
    """One row per organisation: how many answered each question, the response rate, and who they were."""
    asked = [(at, key) for at, key in enumerate(now.keys) if key]
    profile = [f"{group}{number}_tpc" for group, most in _PROFILE.items() for number in range(1, most + 1)]
    yield [
        columns.code, columns.name, *(f"{columns.key(key)}_tres" for _, key in asked), "n_tpat", "tr_rate", *profile
    ]  # fmt: skip
    shares = [100.0 / most for most in _PROFILE.values() for _ in range(most)]
    yield from _body(
        codes, names,
        [*(now.base[:, at] for at, _ in asked), now.patients, 100 * now.patients / _asked(now), *(np.full(len(codes), each) for each in shares)],
    )  # fmt: skip


def national(now: InpatientFigures) -> list[Sequence[Cell]]:
    """England: respondents to each question, all respondents and the response rate, with the publisher's float noise."""
    asked = [(at, key) for at, key in enumerate(now.keys) if key]
    counts = [float(np.nansum(now.base[:, at])) * (1 + 1e-15) for at, _ in asked]
    return [
        [*(f"{key.upper()}_res" for _, key in asked), "n_pat", "r_rate"],
        [*counts, float(now.patients.sum()) * (1 + 1e-15), 100 * float(now.patients.sum() / _asked(now).sum())],
    ]


def extremes(now: InpatientFigures) -> list[Sequence[Cell]]:
    """The lowest and highest score of each question and section."""
    scored = list(_scored(now))
    return [
        [f"{key.upper()}_{end}" for key, _, _ in scored for end in ("min", "max")],
        [float(end(mean)) for _, mean, _ in scored for end in (np.nanmin, np.nanmax)],
    ]


def history(
    columns: InpatientColumns, codes: Texts, names: Texts, now: InpatientFigures, earlier: Sequence[InpatientFigures]
) -> Iterator[Sequence[Cell]]:
    """One row per earlier year and organisation: each score, its base, and whether the score of now differs from it.

    A question that one of the years did not ask is blank there.
    """
    asked = [at for at in range(len(now.keys)) if any(then.keys[at] for then in earlier)]
    headings: list[Cell] = [columns.year, columns.code, columns.name, "n_tpat_H"]
    for at in asked:
        name = columns.key(next(then.keys[at] for then in earlier if then.keys[at]))
        headings += [columns.mean_then.format(key=name), f"{name}_Base_unw", f"{name}_sig"]
    yield headings
    for then in earlier:
        blocks: list[Reals] = [then.patients]
        for at in asked:
            mean = then.mean[:, at] if then.keys[at] else np.full(len(codes), np.nan)
            apart = (now.mean[:, at] - mean) / np.hypot(now.error[:, at], then.error[:, at])
            differs = np.where(np.abs(apart) < _SIGNIFICANT, 0, np.sign(apart))
            blocks += [mean, np.where(np.isnan(mean), np.nan, then.base[:, at]), differs]
        for row in _body(codes, names, blocks):
            yield [float(then.year), *row]


def _scored(now: InpatientFigures) -> Iterator[tuple[str, Reals, Reals]]:
    """Every question the wave asks, then every section: key, scores, standard errors."""
    for at, question in enumerate(now.keys):
        if question:
            yield question, now.mean[:, at], now.error[:, at]
    for section, (mean, error) in sections(now).items():
        yield section, mean, error


def _asked(now: InpatientFigures) -> Reals:
    """How many were asked: 1,250 people in each organisation, more where many answered."""
    return np.rint(np.maximum(now.patients * 1.6, 1250))


def _body(codes: Texts, names: Texts, blocks: Sequence[Reals]) -> Iterator[Sequence[Cell]]:
    for code, name, *numbers in zip(codes.tolist(), names.tolist(), *(block.tolist() for block in blocks), strict=True):
        yield [code, name, *numbers]
