"""Buttons on Windows, with a bare file as the calling workbook."""

from __future__ import annotations

from tests.windows.computer import Computer
from tests.windows.held_files import running
from tests.windows.machine import ROOT

_CLICK = """
import json, sys
from pathlib import Path
sys.path.append(sys.argv[1])
from danvan_xl import ribbon
from danvan_xl.engines import open_book
from tests.ribbon_clicks import calling
with calling(open_book(Path(sys.argv[2]))) as screen:
    for name in sys.argv[3:]:
        getattr(ribbon, name)()
print(json.dumps([[alert.mode, alert.prompt] for alert in screen.alerts]))
"""

_CLICK_AND_WAIT = """
import sys, time
from pathlib import Path
path, ready, end = map(Path, sys.argv[1:4])
from danvan_xl.buttons import button
from danvan_xl.engines import open_book

@button("Chờ")
def wait(click):
    ready.touch()
    while not end.exists():
        time.sleep(0.05)

open_book(path).set_mock_caller()
wait()
"""


def test_a_click_waits_for_no_other_and_can_be_undone(
    windows: Computer, master_2022: bytes
) -> None:
    path = windows.profile / "Documents" / "Sổ theo dõi 2022.xlsx"
    path.write_bytes(master_2022)
    with running(windows, _CLICK_AND_WAIT, path):
        ((mode, text),) = windows.run_python(_CLICK, ROOT, path, "status").json
        assert mode == "critical"
        assert text.startswith("Sổ «Sổ theo dõi 2022.xlsx» đang chạy một lệnh khác.")
    assert windows.danvan_xl("config", path, "period.deadline", "2022-10-20").code == 0
    done, question, undone = windows.run_python(_CLICK, ROOT, path, "status", "undo").json
    assert (done[0], undone[0]) == ("info", "info")
    assert question[1].startswith("Trả số liệu của sổ về trước lệnh «Quá hạn»")
    assert "trang Báo cáo như trước lệnh đó" in undone[1]
