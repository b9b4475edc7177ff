-- +goose Up

-- What is bundled into a guarded need is guarded as well until it comes out again, as it is from now on. RED would take
-- its texts, so it becomes AMBER+STRICT there too.
WITH RECURSIVE inside AS (
    SELECT p.id
    FROM need p
    JOIN need w ON w.id = p.into_id
    WHERE w.tlp IN ('AMBER+STRICT', 'RED')
    UNION
    SELECT p.id
    FROM need p
    JOIN inside i ON p.into_id = i.id
)
UPDATE need n
SET before = coalesce(n.before, jsonb_build_object('State', n.back)) || jsonb_build_object('Label', coalesce(nullif(n.before ->> 'Label', ''), n.tlp)),
    tlp = 'AMBER+STRICT', version = n.version + 1
FROM inside i
WHERE n.id = i.id AND n.tlp NOT IN ('AMBER+STRICT', 'RED');

-- Cards of bundles do not name any more who came with a guarded need.
UPDATE card
SET wanted = wanted + 1
WHERE object_kind = 'need' AND object_id IN (
    SELECT id FROM need WHERE into_id IS NOT NULL
    UNION
    SELECT into_id FROM need WHERE into_id IS NOT NULL);
