import pytest

from core.cli.main import main
from core.cli.probes import held_out_sentence
from core.errors import ExitCode
from core.probes.accuracy import Accuracy, HeldOut, MeasuredOn, Scores, published, rate


def test_all_probes_are_listed_by_area_with_the_honest_sentence(capsys):
    assert main(["probes"]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert out.startswith("Development environment: right in ")
    assert "  ci.dependency-cache    Does CI keep dependencies" in out
    assert "Critical processes: not measured" in out
    assert "were wrong" in out


def test_an_area_says_what_counts_and_what_does_not(capsys):
    assert main(["probes", "rec"]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "rec.backup-verify\n" in out
    assert "  not        exit code only" in out
    assert "ci.tests" not in out


def test_one_probe_says_how_often_it_and_its_area_were_right(capsys):
    assert main(["probes", "ci.docker-cache"]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "  not        plain docker build\n" in out
    assert "  looks at   " in out
    assert "  area       Continuous integration: right in " in out
    assert str(published().probes["ci.docker-cache"]) in out


def test_a_process_probe_is_explained_without_figures(capsys):
    assert main(["probes", "process.traced"]) == ExitCode.DONE
    assert "Critical processes: not measured" in capsys.readouterr().out


def test_a_name_that_is_no_probe_is_wrong_usage(capsys):
    assert main(["probes", "ci.nothing"]) == ExitCode.USAGE
    assert "`sightline probes` lists all" in capsys.readouterr().err


@pytest.mark.parametrize("held", [None, HeldOut("2026-01-01", "", (), rate(3, 40), rate(1, 20), rate(2, 20))])
def test_the_error_elsewhere_is_said_or_said_to_be_unknown(held):
    scores = Scores(rate(9, 10), rate(9, 10), rate(9, 10), rate(9, 10))
    said = held_out_sentence(Accuracy("2026-01-01", "0", "", (MeasuredOn("a/b", "c"),) * 4, scores, held_out=held))
    assert "tuned on the same 4 repositories" in said
    if held is None:
        assert "has not been measured" in said
    else:
        assert "3 of 40 were wrong (7.5%, 95 % interval 2.6% to 19.9%)" in said
        assert "1 of 20 answers yes, 2 of 20 answers no" in said
