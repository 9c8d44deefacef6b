"""Which rows changed between two studies, and studies made of rows of both."""

from dataclasses import replace

import pytest

import seeds
from seeds import schema
from seeds.cell_text import cell_text
from seeds.cells import parse
from seeds.differences import CellChange, RowName, differences
from seeds.memory_folder import MemoryFolder
from seeds.mixtures import DATA_DATE, mixture, needs
from seeds.roots import Root, roots
from seeds.scales import on_one_scale, rescaled

LEGS = "id,origin,destination,capacity\nTW>MY.resale,TW,MY,{}\nMY>CN.resale,MY,CN,{}\n"
JURISDICTIONS = (
    "id,name,role\nTW,Taiwan,origin\nMY,Malaysia,transit\nSG,Singapore,transit\n"
    "CN,mainland China,destination\n"
)
EVIDENCE = "id,kind,claim,title\nC01,case,Something happened.,A report\n"


@pytest.fixture(scope="module")
def packaged():
    return seeds.load()


def _names(told):
    return [(row.table, row.id, row.kind) for row in told.rows]


# What differs


def test_a_study_does_not_differ_from_itself(packaged):
    told = differences(packaged, packaged)
    assert not told
    assert told.to_dict() == {"rows": (), "settings": (), "scenarios": ()}
    assert told.to_frame().empty


def test_rows_that_came_went_and_changed_are_told_with_their_cells(load_study):
    base = load_study()
    now = load_study(
        {
            "jurisdictions.csv": JURISDICTIONS,
            "legs.csv": (
                "id,origin,destination,capacity,note\n"
                "TW>MY.resale,TW,MY,7.5,less\nTW>SG.resale,TW,SG,1,\nSG>CN.resale,SG,CN,1,\n"
            ),
        }
    )
    told = differences(base, now)
    assert _names(told) == [
        ("jurisdictions", "CN", "changed"),
        ("jurisdictions", "MY", "changed"),
        ("jurisdictions", "SG", "added"),
        ("jurisdictions", "TW", "changed"),
        ("legs", "MY>CN.resale", "removed"),
        ("legs", "SG>CN.resale", "added"),
        ("legs", "TW>MY.resale", "changed"),
        ("legs", "TW>SG.resale", "added"),
    ]
    (changed,) = [row for row in told.rows if row.id == "TW>MY.resale"]
    assert changed.cells == (CellChange("capacity", "10", "7.5"), CellChange("note", "", "less"))
    (came,) = [row for row in told.rows if row.id == "SG"]
    assert CellChange("name", "", "Singapore") in came.cells
    (went,) = [row for row in told.rows if row.id == "MY>CN.resale"]
    assert CellChange("capacity", "8", "") in went.cells
    frame = told.to_frame()
    assert frame.loc[frame["id"] == "TW>MY.resale", "new"].tolist() == ["7.5", "less"]


@pytest.mark.parametrize(
    "legs",
    [
        LEGS.format("10.000", "8"),
        LEGS.format("10", "8").replace("\n", "\r\n"),
        "capacity,destination,origin,id\n8,CN,MY,MY>CN.resale\n10,MY,TW,TW>MY.resale\n",
        (
            "id,origin,destination,capacity,layer,x_own\n"
            "TW>MY.resale,TW,MY,10,goods,mine\nMY>CN.resale,MY,CN,8,,\n"
        ),
    ],
    ids=["zeros at the end", "line ends", "order", "defaults and own columns"],
)
def test_another_spelling_of_the_same_values_is_no_difference(load_study, legs):
    base = load_study()
    now = load_study({"legs.csv": legs})
    assert base.sha256 != now.sha256
    assert not differences(base, now)


def test_a_finer_scale_is_no_difference_and_hides_none(load_study):
    base = load_study({"legs.csv": LEGS.format("10", "8")})
    now = load_study({"legs.csv": LEGS.format("10", "8.001")})
    assert (base.scale, now.scale) == (100, 100_000)
    (row,) = differences(base, now).rows
    assert (row.id, row.cells) == ("MY>CN.resale", (CellChange("capacity", "8", "8.001"),))


def test_settings_and_scenarios_are_told(load_study, write_study):
    base = load_study()
    folder = write_study({"datapackage.json": '{"title": "Mine", "routerisk": {"limits": ["a"]}}'})
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "shut.toml").write_text('close = ["MY"]\n', encoding="utf-8")
    now = seeds.load(folder)
    told = differences(base, now)
    assert told.settings == (CellChange("title", "", "Mine"), CellChange("limits", "", "a"))
    assert [(found.name, found.kind) for found in told.scenarios] == [("shut", "added")]
    (shut,) = now.scenarios
    other = replace(now, scenarios=(replace(shut, close=(), note="why"),))
    (change,) = differences(now, other).scenarios
    assert (change.kind, change.parts) == ("changed", ("note", "close"))
    assert differences(now, base).scenarios[0].kind == "removed"


def test_every_cell_of_the_packaged_study_is_spelled_as_the_reader_takes_it(packaged):
    """Reading the spelled text gives the value back: an independent way round."""
    for table in schema.tables():
        for row in getattr(packaged, table.name).to_dict("records"):
            for field in table.fields:
                text = cell_text(field, row[field.name], packaged.scale)
                again = parse(field, text) if text else row[field.name]
                if field.kind == "quantity" and text not in {"", "unbounded"}:
                    again = int(again * packaged.scale)
                assert again == row[field.name], (table.name, row["id"], field.name)


# Scales


def test_rescaling_keeps_what_a_study_says(load_study):
    base = load_study({"legs.csv": LEGS.format("10", "unbounded")})
    fine = rescaled(base, 1000)
    assert fine.scale == 1000
    assert fine.legs["capacity"].tolist() == [10_000, "unbounded"]
    assert fine.legs["capacity_low"].tolist() == [None, None]
    assert not differences(base, fine)
    assert [study.scale for study in on_one_scale(base, fine)] == [1000, 1000]
    with pytest.raises(ValueError, match="no multiple"):
        rescaled(fine, 100)


def test_rescaling_reaches_the_scenarios(packaged):
    assert not differences(packaged, rescaled(packaged, packaged.scale * 10))


# Mixtures


def test_a_mixture_of_all_rows_is_the_other_study(packaged):
    legs = packaged.legs.iloc[3:].copy()
    legs.loc[legs["id"] == "MY>CN.datacentre", "capacity"] = 100
    now = replace(packaged, legs=legs.reset_index(drop=True))
    told = differences(packaged, now)
    assert len(told.rows) == 4
    assert not differences(mixture(packaged, now, [row.name for row in told.rows]), now)
    assert not differences(mixture(packaged, now, []), packaged)


def test_a_mixture_takes_the_data_date_and_refuses_two_scales(load_study):
    base = load_study()
    now = load_study({"datapackage.json": '{"routerisk": {"data_date": "2026-01-31"}}'})
    assert mixture(base, now, [DATA_DATE]).data_date == now.data_date
    assert mixture(base, now, []).data_date == base.data_date
    with pytest.raises(ValueError, match="different scales"):
        mixture(base, rescaled(now, 1000), [])


def test_a_new_leg_needs_its_jurisdiction_and_its_evidence(load_study):
    base = load_study()
    now = load_study(
        {
            "jurisdictions.csv": JURISDICTIONS,
            "evidence.csv": EVIDENCE,
            "legs.csv": (
                "id,origin,destination,capacity,evidence\nTW>MY.resale,TW,MY,10,\n"
                "MY>CN.resale,MY,CN,8,\nSG>CN.resale,SG,CN,1,C01\n"
            ),
        }
    )
    found = needs(base, now, differences(base, now))
    assert found["legs", "SG>CN.resale"] == {
        RowName("jurisdictions", "SG"),
        RowName("evidence", "C01"),
    }
    assert found["jurisdictions", "SG"] == frozenset()


def test_a_jurisdiction_goes_only_with_the_rows_that_name_it(load_study):
    # SG loses its leg, and the contribution that pressed on SG presses on MY instead.
    base = load_study(
        {
            "jurisdictions.csv": JURISDICTIONS,
            "legs.csv": LEGS.format(10, 8) + "SG>CN.resale,SG,CN,1\n",
            "pressure.csv": "id,target_kind,target,points\nwatch,jurisdiction,SG,5\n",
        }
    )
    now = load_study({"pressure.csv": "id,target_kind,target,points\nwatch,jurisdiction,MY,5\n"})
    found = needs(base, now, differences(base, now))
    assert found["jurisdictions", "SG"] == {
        RowName("legs", "SG>CN.resale"),
        RowName("pressure", "watch"),
    }
    assert found["pressure", "watch"] == frozenset()


def test_what_is_needed_is_needed_by_what_needs_it(load_study):
    # The leg names a claim, the claim names a jurisdiction: both are new.
    base = load_study()
    now = load_study(
        {
            "jurisdictions.csv": JURISDICTIONS,
            "claims.csv": (
                "id,claim,jurisdictions,kind,verdict,reason,used\n"
                "S01,Goods move.,SG,fact,corroborated,Reports.,Not used\n"
            ),
            "legs.csv": (
                "id,origin,destination,capacity,seed_claims\nTW>MY.resale,TW,MY,10,S01\n"
                "MY>CN.resale,MY,CN,8,\n"
            ),
        }
    )
    found = needs(base, now, differences(base, now))
    assert found["legs", "TW>MY.resale"] == {
        RowName("claims", "S01"),
        RowName("jurisdictions", "SG"),
    }


# Roots


def _derived(load_study, best, per_hub, expression):
    """``TW>MY`` is derived; ``MY>CN`` is written down, and its change has no root."""
    return load_study(
        {
            "legs.csv": LEGS.format(best, per_hub),
            "quantities.csv": (
                "id,kind,value,unit,basis,reason\n"
                f"per_hub,estimate,{per_hub},units,assumed,Thought so.\n"
                "hubs,case,4,hubs,assumed,Thought so.\n"
            ),
            "derivations.csv": (
                "id,leg,column,expression,round_to,reason\n"
                f"best,TW>MY.resale,capacity,{expression},1,Hubs.\n"
            ),
        }
    )


def test_a_changed_capacity_follows_from_the_quantity_that_changed(load_study):
    base = _derived(load_study, 12, 3, "per_hub * hubs")
    now = _derived(load_study, 20, 5, "per_hub * hubs")
    told = differences(base, now)
    assert [row.name for row in told.rows] == [
        RowName("legs", "MY>CN.resale"),
        RowName("legs", "TW>MY.resale"),
        RowName("quantities", "per_hub"),
    ]
    assert roots(now, told) == (Root(RowName("quantities", "per_hub"), ("TW>MY.resale",)),)
    assert roots(base, differences(base, base)) == ()


def test_a_changed_capacity_follows_from_the_derivation_that_changed(load_study):
    base = _derived(load_study, 12, 3, "per_hub * hubs")
    now = _derived(load_study, 7, 3, "per_hub + hubs")
    found = roots(now, differences(base, now))
    assert found == (Root(RowName("derivations", "best"), ("TW>MY.resale",)),)


# A folder in memory


def test_a_folder_in_memory_is_read_as_one_on_the_disk(write_study):
    folder = write_study({"datapackage.json": '{"title": "Mine"}'})
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "shut.toml").write_text('close = ["MY"]\n', encoding="utf-8")
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    there, here = seeds.load(folder), seeds.load(MemoryFolder("study", files))
    assert here.sha256 == there.sha256
    assert (here.name, here.title, len(here.scenarios)) == ("study", "Mine", 1)
    assert not differences(there, here)


def test_a_folder_in_memory_tells_what_is_missing():
    with pytest.raises(seeds.DataError, match=r"legs\.csv: is missing"):
        seeds.load(MemoryFolder("study", {}))
    folder = MemoryFolder("study", {"a/b.csv": b"x"})
    assert (folder / "a").is_dir()
    assert not (folder / "a").is_file()
    assert (folder / "a" / "b.csv").read_text() == "x"
    with (folder / "a" / "b.csv").open("rb") as stream:
        assert stream.read() == b"x"
    with pytest.raises(FileNotFoundError, match="no such file"):
        (folder / "c").read_bytes()
