"""Settings: read once, unknown and malformed ones refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SettingsInvalid
from corpus.readers.limits import ReadingLimits
from qa.settings import Settings, load_settings, variable_names


def test_without_variables_every_setting_has_its_default() -> None:
    settings = load_settings({}, env_file=None)
    assert settings.index == Path(".onrecord")
    assert settings.model is None
    assert settings.cors_origins == ()
    assert settings.trusted_hosts is None


def test_lists_are_comma_separated() -> None:
    settings = load_settings(
        {"ONRECORD_CORS_ORIGINS": "https://a.example, http://b.example:8080,", "ONRECORD_TRUSTED_HOSTS": "*"},
        None,
    )
    assert settings.cors_origins == ("https://a.example", "http://b.example:8080")
    assert settings.trusted_hosts == ("*",)


def test_the_environment_outranks_the_file_and_foreign_lines_are_left_alone(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("PATH=/x\nexport ONRECORD_MODEL='from file'\nONRECORD_INDEX=a${b}\nbroken line\n")
    settings = load_settings({"ONRECORD_MODEL": "from environment", "HOME": "/"}, env_file)
    assert settings.model == "from environment"
    assert settings.index == Path("a${b}")


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfONRECORD_MODEL=m\r\n")
    assert load_settings({}, tmp_path / ".env").model == "m"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsInvalid, match="cannot be read"):
        load_settings({}, tmp_path / ".env")


def test_an_empty_value_is_no_value() -> None:
    assert load_settings({"ONRECORD_INDEX": "", "ONRECORD_MAX_BODY_BYTES": " "}, None) == Settings()


def test_a_typo_is_named_with_what_was_meant() -> None:
    with pytest.raises(SettingsInvalid, match=r"ONRECORD_CORS_ORIGIN .*did you mean ONRECORD_CORS_ORIGINS\?"):
        load_settings({"ONRECORD_CORS_ORIGIN": "*"}, None)


def test_an_unknown_variable_in_the_file_is_refused_with_the_known_names(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ONRECORD_COLOUR=red\n")
    with pytest.raises(SettingsInvalid, match=r"ONRECORD_COLOUR .*ONRECORD_INDEX"):
        load_settings({}, tmp_path / ".env")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ONRECORD_MAX_BODY_BYTES", "sk-secret"),
        ("ONRECORD_MAX_BODY_BYTES", "0"),
        ("ONRECORD_MAX_QUESTION_CHARS", "-3"),
        ("ONRECORD_MAX_HISTORY_TURNS", "1.5"),
        ("ONRECORD_CORS_ORIGINS", "sk-secret.example/path"),
        ("ONRECORD_CORS_ORIGINS", "https://*.example"),
        ("ONRECORD_TRUSTED_HOSTS", "https://sk-secret.example"),
        ("ONRECORD_TRUSTED_HOSTS", "localhost:8000"),
    ],
)
def test_a_malformed_value_is_told_with_name_problem_and_remedy_but_never_shown(
    name: str, value: str
) -> None:
    with pytest.raises(SettingsInvalid, match=f"{name} is malformed: .*; write it like ") as caught:
        load_settings({name: value}, None)
    assert "sk-secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_making_settings_reads_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "from environment")
    assert Settings().model is None


def test_without_arguments_the_environment_of_the_process_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_MODEL", "from environment")
    assert load_settings().model == "from environment"


def test_every_variable_is_described_with_an_example() -> None:
    assert all(field.description and field.examples for field in Settings.model_fields.values())
    assert "ONRECORD_MAX_QUESTION_CHARS" in variable_names()


@given(st.sampled_from(variable_names()), st.text())
def test_any_value_is_either_read_or_refused_with_a_sentence(name: str, value: str) -> None:
    try:
        load_settings({name: value}, None)
    except SettingsInvalid as error:
        assert name in str(error)


def test_the_bounds_of_reading_are_settings_with_the_readers_defaults() -> None:
    assert load_settings({}, env_file=None).reading_limits == ReadingLimits()
    set_by_user = load_settings({"ONRECORD_MAX_FILE_SECONDS": "5"}, env_file=None).reading_limits
    assert set_by_user == ReadingLimits(max_file_seconds=5)
