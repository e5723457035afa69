-- Indexes alone: the orders in which people page through rows, so that the first rows of a list are found without
-- sorting a million. Nothing that was made from findings changes.

CREATE INDEX events_newest ON events (date_last DESC, id);
CREATE INDEX now_reports ON finding_now (date_last DESC, finding_id) WHERE event_type IS NOT NULL;
CREATE INDEX now_claims ON finding_now (date_last DESC, finding_id) WHERE claim_type IS NOT NULL;
CREATE INDEX now_ties ON finding_now (date_last DESC, finding_id) WHERE relation IS NOT NULL;
CREATE INDEX now_figures ON finding_now (date_last DESC, finding_id) WHERE unit IS NOT NULL;
CREATE INDEX now_forecasts ON finding_now (date_last DESC, finding_id) WHERE speaker IS NOT NULL AND claim_type IS NULL;
CREATE INDEX now_queue ON finding_now (status, doubts = 0, confidence, finding_id);
