"""Finding the monthly workbooks: names cannot be predicted, pages are incomplete, and the newest upload counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.errors import SourceUnavailable
from loaders.sources import fft
from loaders.sources.fft.plan import INDEX, SITE, UPLOADS

JULY = f"{SITE}/publication/friends-and-family-test-data-july-2025/"
MAY = f"{SITE}/friends-and-family-test-data-may-2026/"


@dataclass
class Pages:
    """A publisher with these pages and no other."""

    pages: dict[str, str] = field(default_factory=dict)

    def page(self, url: str) -> str:
        if url not in self.pages:
            raise SourceUnavailable(f"{url} does not answer")
        return self.pages[url]


def links(*hrefs: str) -> str:
    return "".join(f'<p>Document <a class="x" href="{href}">get it</a></p>' for href in hrefs)


def names(web: Pages) -> list[str]:
    return [wanted.name for wanted in fft.releases(web)]


def test_without_any_page_the_known_addresses_stand() -> None:
    wanted = list(fft.releases(Pages()))
    assert len(wanted) == 47
    assert (wanted[0].url, wanted[0].since) == (UPLOADS + "2026/07/friends-and-family-test-gp-data-may-2026.xlsm", 2026)
    assert wanted[-1].name == "fft-gp-jul-22.xlsm"


def test_workbooks_are_taken_from_the_pages_of_the_months() -> None:
    web = Pages(
        {
            INDEX: links(JULY + "#heading-1", MAY, "/somewhere/else", JULY),
            JULY: links(
                UPLOADS + "2025/09/FFT_IP_MacroWebfile_Jul-25.xlsm",
                "/wp-content/uploads/2025/09/FFT_AE_MacroWebfile_Jul-25.XLSM",
                UPLOADS + "2025/09/fft-overview-july-2025.xlsx",
                UPLOADS + "2025/09/infographic.pdf",
                UPLOADS + "2025/09/post-covid-fft-july.xlsm",
            ),
            MAY: links(UPLOADS + "2026/07/surprise.xlsm"),
        }
    )
    found = names(web)
    assert found[:2] == ["friends-and-family-test-gp-data-may-2026.xlsm", "surprise.xlsm"]
    assert "FFT_IP_MacroWebfile_Jul-25.xlsm" in found and "FFT_AE_MacroWebfile_Jul-25.XLSM" in found
    assert len(found) == 47 + 3


def test_of_several_uploads_the_last_is_wanted_and_a_link_goes_before_a_known_address() -> None:
    web = Pages(
        {
            INDEX: links(JULY),
            JULY: links(
                UPLOADS + "2025/09/fft-ip-jul-25-v2.xlsm",
                UPLOADS + "2025/09/fft-ip-jul-25.xlsm",
                UPLOADS + "2025/12/fft-gp-july-25-v2.xlsm",
                UPLOADS + "2025/09/fft-gp-july-25.xlsm",
            ),
        }
    )
    found = names(web)
    assert "fft-ip-jul-25-v2.xlsm" in found and "fft-ip-jul-25.xlsm" not in found
    assert "fft-gp-july-25-v2.xlsm" in found and "friends-and-family-test-GP-data-july-2025.xlsm" not in found
    assert len(found) == 47 + 1


def test_one_page_that_does_not_answer_hides_no_other() -> None:
    web = Pages({INDEX: links(MAY, JULY), JULY: links(UPLOADS + "2025/09/fft-ip-jul-25.xlsm")})
    assert "fft-ip-jul-25.xlsm" in names(web)
