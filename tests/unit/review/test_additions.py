"""What files that join a project are taken for, and what a scan makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain.errors import ProjectError, UsageError
from hfpc_desktop.review.additions import (
    Addition,
    Known,
    Role,
    UnclearAddition,
    addition_of,
    additions_from_json,
    additions_to_json,
    classify_addition,
    moved_additions,
)
from hfpc_desktop.review.requests import ScanKind, ScanRequest, UnclearFolders
from hfpc_desktop.review.scan_additions import scan_additions, scan_with
from hfpc_desktop.review.scan_report import ScanReport

if TYPE_CHECKING:
    from pathlib import Path


class Token:
    def raise_if_cancelled(self) -> None:
        return


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


@pytest.fixture
def project(tmp_path: Path) -> ScanRequest:
    make(tmp_path, "originals/chair.png", "originals/lamp.png", "originals/lamp_mask.png")
    make(tmp_path, "generated/chair_01.jpg", "generated/sofa_01.jpg")
    return ScanRequest.folders(tmp_path / "originals", tmp_path / "generated")


def known(request: ScanRequest) -> Known:
    pairs, report = run(request, [])
    return Known.of(pairs, report)


def run(request: ScanRequest, additions: list[Addition]):
    batches = list(scan_with(request, additions, Token()))
    assert all(batch.report is None for batch in batches[:-1])
    return [pair for batch in batches for pair in batch.pairs], batches[-1].report


def told(pairs) -> set[tuple[str, str]]:
    return {(pair.original.name, pair.generated.name) for pair in pairs}


def test_a_folder_whose_names_extend_the_originals_holds_generated_images(project, tmp_path) -> None:
    make(tmp_path, "week two/chair_02.jpg", "week two/lamp-night.jpg")
    additions = classify_addition([tmp_path / "week two"], known(project))
    assert additions == [Addition(Role.GENERATED, (tmp_path / "week two",))]
    pairs, report = run(project, additions)
    assert told(pairs) == {
        ("chair.png", "chair_01.jpg"),
        ("chair.png", "chair_02.jpg"),
        ("lamp.png", "lamp-night.jpg"),
    }
    assert report.pairs == 3
    assert report.originals_alone == ()
    assert [path.name for path in report.generated_alone] == ["sofa_01.jpg"]


def test_a_mask_of_an_original_without_a_pair_so_far_is_found(project, tmp_path) -> None:
    make(tmp_path, "more/lamp_7.jpg")
    before = known(project)
    [addition] = classify_addition([tmp_path / "more"], before)
    batches = list(scan_additions([addition], before, ScanReport(tmp_path, tmp_path), Token()))
    assert [pair.mask for batch in batches for pair in batch.pairs] == [tmp_path / "originals/lamp_mask.png"]


def test_a_folder_with_the_original_of_a_left_over_image_holds_originals(project, tmp_path) -> None:
    make(tmp_path, "late/sofa.png", "late/table.png")
    additions = classify_addition([tmp_path / "late"], known(project))
    assert additions == [Addition(Role.ORIGINALS, (tmp_path / "late",))]
    pairs, report = run(project, additions)
    assert ("sofa.png", "sofa_01.jpg") in told(pairs)
    assert report.generated_alone == ()
    assert [path.name for path in report.originals_alone] == ["lamp.png", "table.png"]


def test_the_name_of_a_folder_tells_what_its_pictures_do_not(project, tmp_path) -> None:
    make(tmp_path, "packshots/bed.png", "renders output/bowl_1.png")
    assert [one.role for one in classify_addition([tmp_path / "packshots"], known(project))] == [
        Role.ORIGINALS
    ]
    assert [one.role for one in classify_addition([tmp_path / "renders output"], known(project))] == [
        Role.GENERATED
    ]


def test_what_nothing_tells_is_asked_and_the_answer_is_taken(project, tmp_path) -> None:
    make(tmp_path, "stuff/bed.png", "again/chair_9.jpg", "things/bowl.png")
    question = classify_addition(
        [tmp_path / "again", tmp_path / "stuff", tmp_path / "things"], known(project)
    )
    assert isinstance(question, UnclearAddition)
    assert question.folder == tmp_path / "stuff"
    assert question.found == (Addition(Role.GENERATED, (tmp_path / "again",)),)
    assert question.waiting == (tmp_path / "things",)
    assert addition_of(question.folder, Role.ORIGINALS) == Addition(Role.ORIGINALS, (tmp_path / "stuff",))
    both = addition_of(question.folder, Role.FILES)
    assert both.request is not None
    assert both.request.kind is ScanKind.PARENT


def test_two_folders_of_their_own_and_one_that_holds_both_bring_their_own_pairs(project, tmp_path) -> None:
    make(tmp_path, "b/source/bed.png", "b/output/bed_1.jpg", "c/one/tub.png", "c/two/tub_1.png")
    [both] = classify_addition([tmp_path / "b"], known(project))
    assert both.role is Role.OWN
    [two] = classify_addition([tmp_path / "b/source", tmp_path / "b/output"], known(project))
    assert two.request == ScanRequest.folders(tmp_path / "b/source", tmp_path / "b/output")
    pairs, _ = run(project, [both, two])
    assert ("bed.png", "bed_1.jpg") in told(pairs)
    make(tmp_path, "d/x/same.png", "d/y/same.png")
    assert isinstance(classify_addition([tmp_path / "d/x", tmp_path / "d/y"], known(project)), UnclearFolders)


def test_single_images_join_their_originals_or_each_other_and_the_rest_waits_for_a_hand(
    project, tmp_path
) -> None:
    make(tmp_path, "drop/chair_77.jpg", "drop/bed.png", "drop/bed_1.jpg", "drop/sofa.png", "drop/odd.jpg")
    files = sorted((tmp_path / "drop").iterdir())
    additions = classify_addition(files, known(project))
    assert additions == [Addition(Role.FILES, tuple(files))]
    pairs, report = run(project, additions)
    assert told(pairs) - {("chair.png", "chair_01.jpg")} == {
        ("chair.png", "chair_77.jpg"),
        ("bed.png", "bed_1.jpg"),
        ("sofa.png", "sofa_01.jpg"),
    }
    assert [path.name for path in report.generated_alone] == ["odd.jpg"]


def test_one_image_a_manifest_and_a_project_file(project, tmp_path) -> None:
    make(tmp_path, "x/chair_5.jpg", "other.hfpc", "notes.txt")
    manifest = tmp_path / "list.csv"
    manifest.write_text("original,generated\noriginals/lamp.png,x/chair_5.jpg\n")
    [one] = classify_addition([tmp_path / "x/chair_5.jpg"], known(project))
    assert told(run(project, [one])[0]) >= {("chair.png", "chair_5.jpg")}
    [listed] = classify_addition([manifest], known(project))
    assert told(run(project, [listed])[0]) >= {("lamp.png", "chair_5.jpg")}
    assert classify_addition([tmp_path / "other.hfpc"], known(project)) == tmp_path / "other.hfpc"
    with pytest.raises(UsageError, match=r"notes\.txt"):
        classify_addition([tmp_path / "notes.txt"], known(project))
    with pytest.raises(UsageError, match="not there"):
        classify_addition([tmp_path / "gone"], known(project))


def test_what_is_gone_later_is_reported_and_holds_nothing_up(project, tmp_path) -> None:
    pairs, report = run(project, [Addition(Role.GENERATED, (tmp_path / "unplugged",))])
    assert told(pairs) == {("chair.png", "chair_01.jpg")}
    assert [item.what for item in report.unusable] == [str(tmp_path / "unplugged")]


def test_additions_are_kept_as_text(project, tmp_path) -> None:
    additions = [
        Addition(Role.GENERATED, (tmp_path / "g",)),
        Addition(Role.FILES, (tmp_path / "a.png", tmp_path / "b.png")),
        Addition(Role.OWN, request=project),
    ]
    assert additions_from_json(additions_to_json(additions)) == additions
    assert additions_from_json("") == []
    with pytest.raises(ProjectError):
        additions_from_json('[{"role": "strange"}]')


def test_additions_inside_a_folder_that_moved_move_with_it(project, tmp_path) -> None:
    additions = [
        Addition(Role.GENERATED, (tmp_path / "generated" / "late",)),
        Addition(Role.GENERATED, (tmp_path / "elsewhere",)),
        Addition(Role.OWN, request=project),
    ]
    before = tmp_path / "originals", tmp_path / "generated"
    after = tmp_path / "new" / "o", tmp_path / "new" / "g"
    assert moved_additions(additions, before, after) == [
        Addition(Role.GENERATED, (tmp_path / "new/g/late",)),
        Addition(Role.GENERATED, (tmp_path / "elsewhere",)),
        Addition(Role.OWN, request=ScanRequest.folders(*after)),
    ]
