from reports import study_tables
from seeds import schema


def test_measures_and_sources_hold_every_row_and_column_of_the_study(study):
    for table, name in (
        (study_tables.measures(study), "measures"),
        (study_tables.sources(study), "evidence"),
    ):
        frame = getattr(study, name)
        assert tuple(column.name for column in table.columns) == schema.table(name).columns
        assert [row[0] for row in table.rows] == sorted(frame["id"])


def test_costs_are_amounts_of_effort_and_lists_are_joined(study):
    table = study_tables.measures(study)
    (cost,) = [column for column in table.columns if column.name == "cost"]
    assert cost.unit == study.effort_unit
    record = table.records()[0]
    row = study.measures.set_index("id").loc[record["id"]]
    assert record["cost"] == row["cost"] / study.scale
    assert record["points"] == row["points"]
    assert record["legs"] == ";".join(row["legs"])


def test_dates_are_spelled_as_in_the_files(study):
    dated = [record for record in study_tables.sources(study).records() if record["event_from"]]
    assert dated
    assert {len(record["event_from"]) for record in dated} == {len("2026-10-31")}
