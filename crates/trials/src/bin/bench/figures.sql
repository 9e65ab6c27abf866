-- One statement a figure, as a hand would write it: the baseline of `bench figures`.
-- ?1 the park, ?2 and ?3 the first and last day, ?4 the year.

-- exchange_activities
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'exchange' AND status = 'completed';

-- theme_day_activities
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND series = 'theme_day' AND status = 'completed';

-- volunteer_teams_formed
SELECT count(*) FROM teams WHERE park = ?1 AND founded_on >= ?2 AND founded_on <= ?3;

-- proposals_raised
SELECT count(*) FROM proposals WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3;

-- proposals_adopted
SELECT count(*) FROM proposals WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND result = 'adopted';

-- tutored_projects
SELECT count(*) FROM projects WHERE park = ?1 AND year = ?4 AND programme = 'venture';

-- declared_projects
SELECT count(*) FROM projects WHERE park = ?1 AND year = ?4 AND programme = 'venture' AND application = 'accepted';

-- declared_rate
SELECT 1000 * count(*) FILTER (WHERE application = 'accepted') / count(*) FROM projects WHERE park = ?1 AND year = ?4 AND programme = 'venture';

-- roadshow_first
SELECT DISTINCT p.number FROM honours h JOIN projects p ON p.id = h.project WHERE h.park = ?1 AND p.park = ?1 AND h."on" >= ?2 AND h."on" <= ?3 AND h.rank = 1;

-- rehearsal_first
WITH totals AS (SELECT s.project, s.judge, sum(s.score) AS total FROM scores s JOIN projects p ON p.id = s.project WHERE s.park = ?1 AND p.park = ?1 AND p.year = ?4 GROUP BY s.project, s.judge), means AS (SELECT project, (sum(total) - max(total) - min(total)) / (count(*) - 2) AS mean FROM totals GROUP BY project) SELECT p.number FROM means m JOIN projects p ON p.id = m.project WHERE p.park = ?1 ORDER BY m.mean DESC LIMIT 1;

-- rehearsal_first_score
WITH totals AS (SELECT s.project, s.judge, sum(s.score) AS total FROM scores s JOIN projects p ON p.id = s.project WHERE s.park = ?1 AND p.park = ?1 AND p.year = ?4 GROUP BY s.project, s.judge), means AS (SELECT project, (sum(total) - max(total) - min(total)) / (count(*) - 2) AS mean FROM totals GROUP BY project) SELECT CAST(m.mean AS BIGINT) FROM means m JOIN projects p ON p.id = m.project WHERE p.park = ?1 ORDER BY m.mean DESC LIMIT 1;

-- recommended_projects
SELECT count(*) FROM projects WHERE park = ?1 AND year = ?4 AND recommended_to IS NOT NULL;

-- practice_projects
SELECT count(*) FROM projects WHERE park = ?1 AND year = ?4 AND programme = 'practice';

-- plan_revisions
SELECT count(DISTINCT round) FROM revisions WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3;

-- supervision_visits
SELECT count(DISTINCT round) FROM visits WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND purpose = 'supervision';

-- indicators_met_rate
SELECT 1000 * count(*) FILTER (WHERE i.done >= i.target) / count(*) FROM indicators i JOIN projects p ON p.id = i.project WHERE i.park = ?1 AND p.park = ?1 AND p.year = ?4;

-- funded_projects_closed
SELECT count(*) FROM projects WHERE park = ?1 AND year = ?4 AND programme = 'practice' AND "grant" IS NOT NULL AND closing = 'passed';

-- key_recommended_projects
SELECT count(*) FROM projects WHERE park = ?1 AND year = ?4 AND recommended = 'district_key';

-- observation_batches
SELECT CAST(coalesce(sum(batches), 0) AS BIGINT) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'observation' AND status = 'completed';

-- observation_streets
SELECT count(DISTINCT street) FROM attendance WHERE park = ?1 AND activity IN (SELECT id FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'observation' AND status = 'completed');

-- observation_attendances
SELECT count(*) FROM attendance WHERE park = ?1 AND activity IN (SELECT id FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'observation' AND status = 'completed');

-- followup_monthly_returns
SELECT CAST(coalesce(sum(copies), 0) AS BIGINT) FROM returns WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'monthly_service' AND coalesce(state, '') <> 'sent_back';

-- followup_project_closed_month
SELECT DISTINCT substr(closed_on, 1, 7) FROM projects WHERE park = ?1 AND year = ?4 - 1 AND programme = 'practice' AND closed_on IS NOT NULL;

-- guidance_visits
SELECT count(*) FROM visits WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND purpose = 'creation_guidance';

-- guidance_visits_rounded
SELECT count(*) FROM visits WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND purpose = 'creation_guidance';

-- pilot_materials
SELECT CAST(coalesce(sum(copies), 0) AS BIGINT) FROM returns WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'experience' AND coalesce(state, '') <> 'sent_back';

-- accepted_units
SELECT count(*) FROM creation_units WHERE park = ?1 AND year = ?4 AND result = 'passed';

-- acceptance_coverage
SELECT 1000 * count(*) FILTER (WHERE result = 'passed') / count(*) FROM creation_units WHERE park = ?1 AND year = ?4;

-- publications
SELECT count(*) FROM publications WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3;

-- talent_camp_activities
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND series = 'talent_camp' AND status = 'completed';

-- online_trainings
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'training' AND mode = 'online' AND status = 'completed';

-- offline_trainings
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'training' AND mode = 'in_person' AND status = 'completed';

-- drills
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'drill' AND status = 'completed';

-- group_supervisions
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'group_supervision' AND status = 'completed';

-- screening_rounds
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'screening' AND status = 'completed';

-- trainee_attendances
SELECT count(*) FROM attendance WHERE park = ?1 AND activity IN (SELECT id FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND series = 'good_mind' AND category IN ('drill', 'group_supervision') AND status = 'completed');

-- trainee_persons
SELECT count(DISTINCT coalesce(p.same_as, a.person)) FROM attendance a LEFT JOIN people p ON p.id = a.person AND p.park = ?1 WHERE a.park = ?1 AND a.activity IN (SELECT id FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND series = 'good_mind' AND category IN ('drill', 'group_supervision') AND status = 'completed');

-- screened_persons
SELECT count(DISTINCT file) FROM screenings WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3;

-- screened_persons_rounded
SELECT count(DISTINCT file) FROM screenings WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3;

-- phq9_moderate_up
SELECT count(DISTINCT file) FROM screenings WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND phq9_total >= 10;

-- phq9_severe
SELECT count(DISTINCT file) FROM screenings WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND phq9_total >= 20;

-- phq9_item9_positive
SELECT count(DISTINCT file) FROM screenings WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND phq9_item9 = 1;

-- ledger_returns
SELECT CAST(coalesce(sum(copies), 0) AS BIGINT) FROM returns WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND category = 'ledger' AND coalesce(state, '') <> 'sent_back';

-- all_activities
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND status = 'completed';

-- all_attendances
SELECT count(*) FROM attendance WHERE park = ?1 AND activity IN (SELECT id FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND status = 'completed');

-- all_headcounts
SELECT CAST(coalesce(sum(headcount), 0) AS BIGINT) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND status = 'completed' AND id NOT IN (SELECT activity FROM attendance WHERE park = ?1 AND activity IS NOT NULL);

-- all_participations
SELECT (SELECT count(*) FROM attendance WHERE park = ?1 AND activity IN (SELECT id FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND status = 'completed')) + (SELECT CAST(coalesce(sum(headcount), 0) AS BIGINT) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND status = 'completed' AND id NOT IN (SELECT activity FROM attendance WHERE park = ?1 AND activity IS NOT NULL));

-- all_participants
SELECT count(DISTINCT coalesce(p.same_as, a.person)) FROM attendance a LEFT JOIN people p ON p.id = a.person AND p.park = ?1 WHERE a.park = ?1 AND a.activity IN (SELECT id FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND status = 'completed');

-- returns_on_time_rate
SELECT 1000 * count(*) FILTER (WHERE "on" <= due) / count(*) FROM returns WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND coalesce(state, '') <> 'sent_back';

-- activities_01
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-01-01' AND "on" <= substr(?2, 1, 4) || '-01-31' AND status = 'completed';

-- activities_02
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-02-01' AND "on" <= substr(?2, 1, 4) || '-02-31' AND status = 'completed';

-- activities_03
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-03-01' AND "on" <= substr(?2, 1, 4) || '-03-31' AND status = 'completed';

-- activities_04
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-04-01' AND "on" <= substr(?2, 1, 4) || '-04-31' AND status = 'completed';

-- activities_05
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-05-01' AND "on" <= substr(?2, 1, 4) || '-05-31' AND status = 'completed';

-- activities_06
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-06-01' AND "on" <= substr(?2, 1, 4) || '-06-31' AND status = 'completed';

-- activities_07
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-07-01' AND "on" <= substr(?2, 1, 4) || '-07-31' AND status = 'completed';

-- activities_08
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-08-01' AND "on" <= substr(?2, 1, 4) || '-08-31' AND status = 'completed';

-- activities_09
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-09-01' AND "on" <= substr(?2, 1, 4) || '-09-31' AND status = 'completed';

-- activities_10
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-10-01' AND "on" <= substr(?2, 1, 4) || '-10-31' AND status = 'completed';

-- activities_11
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-11-01' AND "on" <= substr(?2, 1, 4) || '-11-31' AND status = 'completed';

-- activities_12
SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= substr(?2, 1, 4) || '-12-01' AND "on" <= substr(?2, 1, 4) || '-12-31' AND status = 'completed';

-- contract_indicators_met
SELECT count(*) FROM contract_indicators i JOIN contracts c ON c.id = i.contract WHERE i.park = ?1 AND c.park = ?1 AND c.begins >= ?2 AND c.begins <= ?3 AND i.target <= 100 * CASE i.figure WHEN 'all_activities' THEN (SELECT count(*) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND status = 'completed') WHEN 'all_participations' THEN (SELECT (SELECT count(*) FROM attendance WHERE park = ?1 AND activity IN (SELECT id FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND status = 'completed')) + (SELECT CAST(coalesce(sum(headcount), 0) AS BIGINT) FROM activities WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND status = 'completed' AND id NOT IN (SELECT activity FROM attendance WHERE park = ?1 AND activity IS NOT NULL))) WHEN 'supervision_visits' THEN (SELECT count(DISTINCT round) FROM visits WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND purpose = 'supervision') WHEN 'accepted_units' THEN (SELECT count(*) FROM creation_units WHERE park = ?1 AND year = ?4 AND result = 'passed') WHEN 'screened_persons' THEN (SELECT count(DISTINCT file) FROM screenings WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3) WHEN 'tutored_projects' THEN (SELECT count(*) FROM projects WHERE park = ?1 AND year = ?4 AND programme = 'venture') WHEN 'proposals_adopted' THEN (SELECT count(*) FROM proposals WHERE park = ?1 AND "on" >= ?2 AND "on" <= ?3 AND result = 'adopted') END;
