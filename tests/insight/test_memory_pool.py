"""Whoever imports the package before Arrow has the system's allocator, which gives back what it no longer needs."""

import subprocess
import sys


def test_arrow_uses_the_allocator_of_the_system() -> None:
    asked = "import insight, pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "system"


def test_what_the_server_begins_with_has_not_imported_arrow_yet() -> None:
    asked = "import sys, streamlit.web.cli; print('pyarrow' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
