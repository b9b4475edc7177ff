-- +goose Up

-- Of what is RED the bot keeps the title and nothing else; reasons, remarks on proposals and addressees of topics were
-- kept before. Events are cleared like in 0031, which ran before some of these were written.
UPDATE need
SET why = '', before = before - 'Why', past = NULL, handover = handover - 'Answer'
WHERE tlp = 'RED';

UPDATE topic
SET addressee = '', answer = '', reason = '', proposal = (proposal - 'Comment') - 'Text', before = (before - 'Answer') - 'Reason'
WHERE tlp = 'RED';

UPDATE event e
SET before = (e.before - CAST('{Why,Past}' AS text[])) #- '{Before,Why}' #- '{Handover,Answer}',
    after = (e.after - CAST('{Why,Past}' AS text[])) #- '{Before,Why}' #- '{Handover,Answer}'
FROM need n
WHERE e.object_kind = 'need' AND e.object_id = n.id AND n.tlp = 'RED';

UPDATE event e
SET before = (e.before - CAST('{Addressee,Answer,Reason,Proposal}' AS text[])) #- '{Before,Answer}' #- '{Before,Reason}',
    after = (e.after - CAST('{Addressee,Answer,Reason,Proposal}' AS text[])) #- '{Before,Answer}' #- '{Before,Reason}'
FROM topic t
WHERE e.object_kind = 'topic' AND e.object_id = t.id AND t.tlp = 'RED';
