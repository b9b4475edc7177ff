-- +goose Up

-- Of needs and topics that are RED the bot keeps the title and nothing else. Their
-- earlier events still held the texts.
UPDATE event e
SET before = (e.before - CAST('{Problem,Affected,Reason,Existing,Benefit,Wish,Legal,Contact,Links,Query,Why}' AS text[]))
        #- '{Before,Why}' #- '{Handover,Answer}' || jsonb_build_object('Title', n.title),
    after = (e.after - CAST('{Problem,Affected,Reason,Existing,Benefit,Wish,Legal,Contact,Links,Query,Why}' AS text[]))
        #- '{Before,Why}' #- '{Handover,Answer}' || jsonb_build_object('Title', n.title)
FROM need n
WHERE e.object_kind = 'need' AND e.object_id = n.id AND n.tlp = 'RED';

UPDATE event e
SET before = (e.before - CAST('{Question,Addressee,Answer,Reason,Proposal}' AS text[]))
        #- '{Before,Answer}' #- '{Before,Reason}' || jsonb_build_object('Title', t.title),
    after = (e.after - CAST('{Question,Addressee,Answer,Reason,Proposal}' AS text[]))
        #- '{Before,Answer}' #- '{Before,Reason}' || jsonb_build_object('Title', t.title)
FROM topic t
WHERE e.object_kind = 'topic' AND e.object_id = t.id AND t.tlp = 'RED';
