from __future__ import annotations

import pytest
import xlwings as xw

from danvan_xl import __version__
from danvan_xl.engines import Alert, NotOnFiles, listening


@pytest.fixture
def app(book):
    return book.app


def test_settings_are_kept_as_in_excel(app):
    with app.properties(screen_updating=False, display_alerts=False, calculation="manual"):
        assert (app.screen_updating, app.display_alerts, app.calculation) == (
            False,
            False,
            "manual",
        )
    assert (app.screen_updating, app.display_alerts, app.calculation) == (True, True, "automatic")


def test_the_app_says_what_it_is(app):
    assert app.version == __version__
    assert app.visible is False
    assert len(xw.engines["danvan"].apps) == 1


def test_the_status_line_is_remembered_and_cleared(app):
    app.status_bar = "Đang đọc 3 tệp"
    assert app.status_bar == "Đang đọc 3 tệp"
    app.status_bar = False
    assert app.status_bar is False
    assert app.impl.statuses == ["Đang đọc 3 tệp"]


@pytest.mark.parametrize(
    ("buttons", "answer"),
    [("ok", "ok"), ("ok_cancel", "ok"), ("yes_no", "yes"), ("yes_no_cancel", "yes")],
)
def test_an_alert_without_a_listener_is_remembered_and_agreed_to(app, buttons, answer):
    assert app.alert("Xong?", "Dân vận khéo", buttons=buttons, mode="info") == answer
    assert app.impl.alerts == [Alert("Xong?", "Dân vận khéo", buttons, "info")]


def test_an_alert_with_unknown_buttons_is_refused(app):
    with pytest.raises(KeyError):
        app.alert("Xong?", buttons="có_không")
    with pytest.raises(NotOnFiles, match="callback"):
        app.alert("Xong?", callback="xong")


def test_a_listener_gets_the_status_line_and_answers_alerts(app):
    statuses: list[str | None] = []
    alerts: list[Alert] = []

    def answer(alert: Alert) -> str:
        alerts.append(alert)
        return "no"

    with listening(statuses.append, answer):
        app.status_bar = "1/2"
        app.status_bar = None
        assert app.alert("Ghi đè?", buttons="yes_no") == "no"
    app.status_bar = "2/2"
    assert app.alert("Ghi đè?", buttons="yes_no") == "yes"
    assert statuses == ["1/2", None]
    assert [alert.prompt for alert in alerts] == ["Ghi đè?"]


def test_activating_leaves_the_active_engine_as_it_was(book, monkeypatch):
    other = xw.Engine(impl=object())
    monkeypatch.setattr(xw.engines, "active", other)
    book.activate()
    assert xw.engines.active is other
    book.sheets["Trống"].activate()
    assert xw.engines.active is other


def test_quitting_closes_all_books(app):
    app.quit()
    assert len(app.books) == 0
