"""Label files: every format, and every way they can be wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.training.labels import LabelError, LabelSet, read_labels

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str, name: str = "labels.jsonl") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def lines(*values: object) -> str:
    return "\n".join(json.dumps(value) for value in values) + "\n"


def test_csv_with_ambiguous_and_empty_labels(tmp_path: Path) -> None:
    text = (
        "original,generated,consistency,background,note\n"
        "o/a.png,g/a_1.png,pass,,fine\n"
        "o/a.png,g/a_2.png,fail,bad,\n"
        "o/a.png,g/a_3.png,ambiguous,good,\n"
        'o/a.png,"g/new\nline, 中.png",pass,,\n'
    )
    found = read_labels(written(tmp_path, text, "labels.csv"))
    assert [p.consistent for p in found.pairs] == [True, False, None, True]
    assert [p.background_good for p in found.pairs] == [None, False, True, None]
    assert len(found.with_consistency()) == 3
    assert len(found.with_background()) == 2
    assert found.pairs[0].original == tmp_path / "o" / "a.png"
    assert found.pairs[3].generated.name == "new\nline, 中.png"
    assert found.notes == ()


def test_flat_hfpc_lines_with_addresses_and_polarity(tmp_path: Path) -> None:
    picture = tmp_path / "with space.png"
    text = lines(
        {"origin": picture.as_uri(), "generation": "g1.png", "label": 1},
        {"origin": picture.as_uri(), "generation": "g2.png", "label": 0},
    )
    path = written(tmp_path, text)
    assert [p.approved for p in read_labels(path).pairs] == [True, False]
    assert [p.approved for p in read_labels(path, passing=0).pairs] == [False, True]
    assert read_labels(path).pairs[0].original == picture
    with pytest.raises(LabelError, match="0 or 1"):
        read_labels(path, passing=2)


def test_grouped_hfpc_lines(tmp_path: Path) -> None:
    text = lines({"o1.png": {"generations": ["a.png", "b.png"], "labels": [1, 0]}})
    found = read_labels(written(tmp_path, text))
    assert [(p.original.name, p.generated.name, p.approved) for p in found.pairs] == [
        ("o1.png", "a.png", True),
        ("o1.png", "b.png", False),
    ]


def test_line_separators_inside_names_do_not_break_lines(tmp_path: Path) -> None:
    name = "a\u2028b.png"
    text = json.dumps({"origin": "o.png", "generation": name, "label": 1}, ensure_ascii=False)
    assert read_labels(written(tmp_path, text + "\n")).pairs[0].generated.name == name


def test_render_lines_keep_defects_and_masks(tmp_path: Path) -> None:
    row = {
        "original": "o.png",
        "generated": "g.png",
        "original_mask": "m/o.png",
        "generated_mask": "m/g.png",
        "aligned": False,
        "consistency": "fail",
        "product_defects": ["loss"],
        "background": "good",
        "background_defects": [],
    }
    (pair,) = read_labels(written(tmp_path, lines(row))).pairs
    assert pair.product_defects == {"loss"}
    assert pair.generated_mask == tmp_path / "m" / "g.png"
    assert (pair.consistent, pair.background_good, pair.aligned) == (False, True, False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (lines({"origin": "o", "generation": "g", "label": 2}), "0 or 1, not 2"),
        (lines({"origin": "o", "generation": "g", "label": None}), "the label is missing"),
        (lines({"origin": "o", "generation": "g", "label": True}), "0 or 1, not True"),
        (lines({"o": {"generations": ["a", "b"], "labels": [1]}}), "2 generations but 1 labels"),
        (lines({"o": {"generations": [], "labels": []}}), "no generations"),
        (lines({"o": {"generations": "a", "labels": [1]}}), "lists generations and labels"),
        (lines({"o": 3}), "lists generations and labels"),
        (
            lines(
                {"origin": "o", "generation": "g", "label": 1}, {"origin": "o", "generation": "g", "label": 0}
            ),
            "line 2: contradicts .*line 1",
        ),
        (lines({"origin": "https://host/a", "generation": "g", "label": 1}), "not on this machine"),
        (lines({"origin": "o", "generation": 7, "label": 1}), "7 is not a path"),
        (lines({"original": "o", "generated": "g", "consistency": "maybe"}), "'maybe' is not pass"),
        (lines({"original": "o", "generated": "g", "product_defects": "loss"}), "list of names"),
        ("{broken\n", "line 1: is not JSON"),
        ("[1]\n", "must be a JSON object"),
        ("\n \n", "no labelled pair"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(LabelError, match=says) as caught:
        read_labels(written(tmp_path, text))
    assert "labels.jsonl" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1,2\n", "needs the columns"),
        ("original,generated,consistency\n,g,pass\n", "line 2: names no original"),
        ("original,generated,label\no,g,5\n", "0 or 1"),
    ],
)
def test_csv_faults(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(LabelError, match=says):
        read_labels(written(tmp_path, text, "labels.csv"))


def test_missing_and_binary_files(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"cannot be read|is not a text file"):
        read_labels(tmp_path / "absent.jsonl")
    (tmp_path / "b.jsonl").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(LabelError, match=r"cannot be read|is not a text file"):
        read_labels(tmp_path / "b.jsonl")


def test_equal_repeats_count_once_and_one_class_is_said(tmp_path: Path) -> None:
    row = {"origin": "o", "generation": "g", "label": 1}
    found = read_labels(written(tmp_path, lines(row, row)))
    assert len(found.pairs) == 1
    assert "1 repeated rows" in found.notes[0]
    assert "single class" in found.notes[1]


def test_published_lists_are_refused_only_for_their_addresses(data_dir: Path) -> None:
    for name in ("test.json", "valid_data_combine122.json"):
        with pytest.raises(LabelError, match="not on this machine"):
            read_labels(data_dir / "hfpc_44k" / name)


def local_copy(source: Path, target: Path) -> LabelSet:
    target.write_text(source.read_text(encoding="utf-8").replace("https://", "pictures/"), encoding="utf-8")
    return read_labels(target)


def test_published_lists_have_the_published_counts(data_dir: Path, tmp_path: Path) -> None:
    folder = data_dir / "hfpc_44k"
    test = local_copy(folder / "test.json", tmp_path / "test.json")
    assert len({p.original for p in test.pairs}) == 321
    assert sum(bool(p.approved) for p in test.pairs) == 1299
    assert len(test.pairs) == 8372
    valid = local_copy(folder / "valid_data_combine122.json", tmp_path / "valid.json")
    assert len({p.original for p in valid.pairs}) == 188
    assert (len(valid.pairs), sum(bool(p.approved) for p in valid.pairs)) == (869, 266)


def test_test_data_is_read(data_dir: Path) -> None:
    real = read_labels(data_dir / "real_pairs" / "labels.csv")
    assert len(real.pairs) == 33
    assert all(p.generated.is_file() for p in real.pairs)
    renders = read_labels(data_dir / "renders" / "pairs.jsonl")
    assert sum(bool(p.background_good) for p in renders.pairs) == 58
    assert all(p.generated_mask is not None and p.generated_mask.is_file() for p in renders.pairs)
