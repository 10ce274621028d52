"""The cast itself."""

from members.standing import Standing


def test_the_cast_wears_its_hats(cast, as_user):
    assert Standing.of(cast.aizada).is_secretariat
    assert Standing.of(cast.ingrid).is_co_chair
    assert Standing.of(cast.aiko).represents_a_member
    assert Standing.of(cast.kwame).is_pmt_reader
    assert Standing.of(cast.kubanych).is_outsider
    assert Standing.of(cast.anara).is_outsider
    assert Standing.of(cast.hans).person is None
    assert Standing.of(cast.stranger).person is None
    assert as_user(cast.aiko).session["demo_login"]
