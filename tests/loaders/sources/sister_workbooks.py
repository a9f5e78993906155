"""The invented workbooks of the inpatient survey's sisters, as rows of cells: what stands in `tests/golden` is written from these.

Of urgent and emergency care and of community mental health public programs tell the sheet, the columns `trustcode` and
`trustname` and how questions are keyed; the rest, and all of maternity and of children, follows the inpatient workbook of 2022.
"""

from __future__ import annotations

from demo.ods_workbook import Cell

Sheets = dict[str, list[list[Cell]]]

# Limits in the order of the file: 90%, 95%, 99.8%, each lower and upper; then band and z.
FIELDS = ("mean{}", "ll90{}", "ul90{}", "ll95{}", "ul95{}", "ll99{}", "ul99{}", "band{}", "{}_Zfinal")
HIDDEN: list[Cell] = [None, None, None, None, None, None, None, 0, None]
INVENTED = "Invented for the tests: no trust and no figure in this workbook is real."

SISTERS: dict[str, dict[str, Sheets]] = {
    "urgentcare": {
        "INVENTED UEC20 type 1 benchmark data.ods": {
            "Guidance": [["Urgent and Emergency Care Survey 2020, type 1 services"], [INVENTED]],
            "Trust_Respondents": [
                ["trustcode", "trustname", "q9_tres", "q47_tres", "n_tpat", "tr_rate"],
                ["RZ1", "Invented Larkmead Hospitals", 280, 295, 300, 30.49],
                ["RZ2", "Invented Tillbrook Hospital", None, 118, 120, 28.24],
            ],
            "UEC20_Trust_Scores": [
                ["trustcode", "trustname", "n_tpat", *(field.format(key) for key in ("q9", "q47") for field in FIELDS)],
                ["RZ1", "Invented Larkmead Hospitals", 300, 6.25, 6.5, 7.5, 6.4, 7.6, 6.0, 8.0, 2, -2.5, 8.3, 7.9, 8.6, 7.8, 8.7, 7.5, 9.0, 4, 0.25],
                ["RZ2", "Invented Tillbrook Hospital", 120, *HIDDEN, 8.75, 7.8, 8.5, 7.7, 8.6, 7.4, 8.9, 6, 2.75],
            ],
        },
        "INVENTED UEC20 type 3 benchmark data.ods": {
            "Guidance": [["Urgent and Emergency Care Survey 2020, type 3 services"], [INVENTED]],
            "Trust_Respondents": [
                ["trustcode", "trustname", "t39_tres", "n_tpat", "tr_rate"],
                ["RZ1", "Invented Larkmead Hospitals", 90, 96, 25.0],
            ],
            "UEC20_Trust_Scores": [
                ["trustcode", "trustname", "n_tpat", *(field.format("t39") for field in FIELDS)],
                ["RZ1", "Invented Larkmead Hospitals", 96, 9.1, 8.4, 8.8, 8.3, 8.9, 8.0, 9.0, 7, 3.25],
            ],
        },
    },
    "mentalhealth": {
        "INVENTED CMH20 trust results.ods": {
            "Guidance": [["Community Mental Health Survey 2020"], [INVENTED]],
            "CMH20_Trust_Scores": [
                ["trustcode", "trustname", "n_tpat", *(field.format(key) for key in ("q35", "s1") for field in FIELDS)],
                ["RZ8", "Invented Wendlebury Partnership", 210, 6.6, 6.7, 7.4, 6.5, 7.6, 6.2, 7.9, 3, -1.75, 7.0, 6.7, 7.4, 6.6, 7.5, 6.3, 7.8, 4, -0.2],
                ["RZ9", "Invented Coldharbour Partnership", 45, 5.8, 6.6, 7.5, 6.4, 7.7, 6.0, 8.1, 1, -3.75, *HIDDEN],
            ],
        },
    },
    "maternity": {
        "INVENTED Maternity Survey 2023.ods": {
            "Guidance": [["NHS Maternity Survey 2023"], [INVENTED], ["People who gave birth in February 2023 were asked."]],
            "Trust_Respondents": [
                ["TrustCode", "trustname", "Q12_tres", "n_tpat", "tr_rate"],
                ["RZ1", "Invented Larkmead Hospitals", 145, 150, 41.55],
            ],
            "Trust_Scores": [
                ["TrustCode", "trustname", "n_tpat", *(field.format("Q12") for field in FIELDS)],
                ["RZ1", "Invented Larkmead Hospitals", 150, 8.55, 7.8, 8.5, 7.7, 8.6, 7.4, 8.9, 5, 1.9],
            ],
        },
    },
    "children": {
        "INVENTED Children and Young People's Survey 2020.ods": {
            "Guidance": [["Children and Young People's Survey 2020"], [INVENTED]],
            "Trust_Respondents": [
                ["TrustCode", "trustname", "Q5_1_tres", "n_tpat", "tr_rate"],
                ["RZ1", "Invented Larkmead Hospitals", 64, 88, 24.0],
                ["RZ3", "Invented Ashford Heart Hospital", 33, 40, 26.5],
            ],
            "Trust_Scores": [
                ["TrustCode", "trustname", "n_tpat", *(field.format("Q5_1") for field in FIELDS)],
                ["RZ1", "Invented Larkmead Hospitals", 88, 9.0, 8.6, 9.4, 8.5, 9.5, 8.2, 9.8, 4, 0.0],
                ["RZ3", "Invented Ashford Heart Hospital", 40, 9.75, 8.5, 9.5, 8.4, 9.6, 8.0, 9.9, 6, 2.25],
            ],
        },
    },
}  # fmt: skip
