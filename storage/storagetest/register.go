package storagetest

import (
	"testing"

	"github.com/jmoiron/sqlx"
)

// Register fills a committee with so many needs and topics of the last five years,
// each with an event, a need with up to three owners, and tells the planner. Their
// titles are of German words put together, as those of real needs are; about one
// in forty has "Wohnsitz" in its title. The committee must have seats that are held.
func Register(t testing.TB, dsn string, committee int64, needs, topics int) {
	t.Helper()
	db, err := sqlx.ConnectContext(t.Context(), "postgres", dsn)
	if err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	defer db.Close()
	for _, fill := range []struct {
		sql  string
		args []any
	}{
		{wordsForTexts, nil},
		{needsOfWords, []any{committee, needs}},
		{ownersOfNeeds, []any{committee}},
		{topicsOfWords, []any{committee, topics}},
		{eventsOf, []any{committee}},
		{`VACUUM ANALYZE`, nil},
	} {
		if _, err := db.ExecContext(t.Context(), fill.sql, fill.args...); err != nil {
			t.Fatalf("storagetest: filling the register: %v", err)
		}
	}
}

// wordsForTexts makes functions that say the same for the same number, and the
// people of a committee numbered from 0.
const wordsForTexts = `
	CREATE FUNCTION pick(words text[], n bigint) RETURNS text IMMUTABLE LANGUAGE sql
	RETURN words[1 + abs(hashint8(n)) % cardinality(words)];
	CREATE FUNCTION subject(n bigint) RETURNS text IMMUTABLE LANGUAGE sql
	RETURN pick('{Wohnsitz,Gewerbe,Personalausweis,Hunde,Kita,Schul,Bau,Straßen,Führerschein,Fahrzeug,Eheschließungs,Geburts,Sterbefall,Wohngeld,
			Elterngeld,Unterhalts,Bürger,Abfall,Grundsteuer,Friedhofs,Parkausweis,Sozialhilfe,Pflege,Jugendhilfe,Wahlschein,Melde,Pass,Aufenthalts,
			Einbürgerungs,Gaststätten,Veranstaltungs,Waffen,Jagdschein,Fischerei,Denkmal,Naturschutz,Wasser,Brandschutz,Rettungsdienst,Vereins}', n)
		|| pick('{anmeldung,antrag,verfahren,portal,auskunft,bescheid,gebühren,register,akte,genehmigung,beratung,anzeige,nachweis,meldung,
			dienst,formular,planung,verwaltung,statistik,zahlung,terminvergabe,archiv,änderung,abmeldung,kontrolle}', n * 31 + 7);
	CREATE FUNCTION heading(n bigint) RETURNS text IMMUTABLE LANGUAGE sql
	RETURN pick('{Digitale,Einheitliche,Medienbruchfreie,Barrierefreie,Gemeinsame,Automatisierte,Neue,Mobile}', n * 7 + 1) || ' ' || subject(n) || ' '
		|| pick('{"für kleine Gemeinden","mit Schnittstelle zum Fachverfahren","über das Bürgerkonto","in der Verwaltungscloud","nach dem Onlinezugangsgesetz",
			"ohne Papier","für Zugezogene","mit elektronischer Bezahlung","für Unternehmen","im Landkreis","für Familien","zwischen Behörden"}', n * 13 + 3);
	CREATE FUNCTION passage(n bigint, sentences int) RETURNS text IMMUTABLE LANGUAGE sql
	RETURN (SELECT string_agg('Die ' || subject(n * 101 + i) || ' ' || pick('{"dauert zu lange","wird von Hand übertragen","ist nicht nutzerfreundlich",
			"verursacht doppelte Arbeit","fehlt im Fachverfahren","läuft noch auf Papier","kostet viele Stunden","führt zu Rückfragen"}', n * 17 + i)
			|| ', weil ' || pick('{"die Schnittstelle fehlt","jede Kommune es anders macht","das Register nicht angebunden ist","der Hersteller nichts liefert",
			"die Rechtsgrundlage unklar ist","die Nachweise per Post kommen"}', n * 19 + i) || '.', ' ') FROM generate_series(1, sentences) i);
	CREATE VIEW member AS
	SELECT t.committee_id, t.user_id, t.seat_id, row_number() OVER w - 1 AS n, count(*) OVER (PARTITION BY t.committee_id) AS of
	FROM tenure t
	WHERE t.holds AND t.until IS NULL
	WINDOW w AS (PARTITION BY t.committee_id ORDER BY t.seat_id);`

const needsOfWords = `
	INSERT INTO need (committee_id, year, seq, title, problem, affected, reason, existing, benefit, wish, state, tlp, user_id, group_name,
		urgency, score, created_at, changed_at, version)
	SELECT $1, extract(year FROM now()) - (i - 1) % 5, (i - 1) / 5 + 1, heading(i), passage(i, 4), pick('{Bürgeramt,Standesamt,Jugendamt,Bauamt,Kasse}', i),
		passage(i + 900000, 1), '', passage(i + 800000, 2), passage(i + 700000, 1),
		pick('{reported,reported,clarifying,described,assessed,prioritised,adopted,handed-over,implementing,implemented,deferred,dropped,withdrawn}', i * 3),
		pick('{CLEAR,GREEN,GREEN,AMBER,AMBER,RED}', i * 5), m.user_id, pick('{Städte,Landkreise,Gemeinden}', i * 11),
		pick('{"","",A,B,C}', i * 23), nullif(abs(hashint8(i)) % 60, 0), now() - i * interval '3 hours', now() - i * interval '3 hours', 1
	FROM generate_series(1, cast($2 AS bigint)) i
	JOIN member m ON m.committee_id = $1 AND m.n = i % m.of`

const ownersOfNeeds = `
	INSERT INTO need_owner (need_id, seat_id, user_id, at)
	SELECT n.id, m.seat_id, m.user_id, n.created_at
	FROM need n, generate_series(1, 3) o
	JOIN member m ON m.committee_id = $1
	WHERE n.committee_id = $1 AND o <= n.id % 4 AND m.n = (n.id + o) % m.of
	ON CONFLICT DO NOTHING`

const topicsOfWords = `
	INSERT INTO topic (committee_id, year, seq, kind, title, question, answer, addressee, state, tlp, user_id, group_name, created_at, changed_at, version)
	SELECT $1, extract(year FROM now()) - (i - 1) % 5, (i - 1) / 5 + 1, pick('{clarification,processing}', i), heading(i + 100000), passage(i + 100000, 2),
		passage(i + 200000, 2), '',
		pick('{submitted,clarifying,clarified,clarified,clarified,done,done,done,accepted,deferred,rejected,withdrawn}', i * 3),
		pick('{CLEAR,GREEN,GREEN,AMBER,AMBER,RED}', i * 5), m.user_id, pick('{Städte,Landkreise,Gemeinden}', i * 11),
		now() - i * interval '45 minutes', now() - i * interval '45 minutes', 1
	FROM generate_series(1, cast($2 AS bigint)) i
	JOIN member m ON m.committee_id = $1 AND m.n = i % m.of`

const eventsOf = `
	INSERT INTO event (committee_id, object_kind, object_id, verb, user_id, at)
	SELECT committee_id, 'need', id, 'reported', user_id, created_at FROM need WHERE committee_id = $1
	UNION ALL
	SELECT committee_id, 'topic', id, 'submitted', user_id, created_at FROM topic WHERE committee_id = $1`
