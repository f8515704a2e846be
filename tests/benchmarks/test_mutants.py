"""The score of a mutation run."""

import tomllib

import pytest

import mutants


def test_score_by_module_and_together(capsys: pytest.CaptureFixture[str]) -> None:
    """What hung or crashed was noticed; what no test calls was not."""
    listed = [
        "    a.b.x_one__mutmut_1: killed",
        "    a.b.x_one__mutmut_2: survived",
        "    a.b.xǁTwoǁof__mutmut_1: timeout",
        "    c.x_three__mutmut_1: no tests",
    ]
    mutants._print_scores(listed)
    assert capsys.readouterr().out.splitlines()[2:5] == [
        "| a.b | 3 | 2 | 1 | 0 | 66.7 % |",
        "| c | 1 | 0 | 0 | 1 | 0.0 % |",
        "| together | 4 | 2 | 1 | 1 | 50.0 % |",
    ]


def test_names_of_the_modules_are_there() -> None:
    """What `[tool.mutmut]` mutates, and the tests that it asks, exist."""
    settings = tomllib.loads((mutants.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    chosen = settings["tool"]["mutmut"]
    for name in chosen["only_mutate"]:
        package = name.removeprefix("src/")
        assert any(
            (mutants.ROOT / each).parent.joinpath(package).exists() for each in mutants._PACKAGES
        )
    for name in chosen["pytest_add_cli_args_test_selection"][2:]:
        assert (mutants.ROOT / name).exists(), name
