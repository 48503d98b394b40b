//! The tables of the records while they are made, and the files they are written to.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::path::Path;

/// Each table with its columns; the first is its key.
const COLUMNS: [(&str, &str); 36] = [
    ("qa_action", "action_id,audit_id,owner_id,due_on,closed_on"),
    ("qa_appraisal", "appraisal_id,staff_id,appraiser_id,kind,planned_on,held_on,portfolio_seen_on"),
    ("qa_attendance", "attendance_id,rule,meeting_id,party,staff_id,area,attended_on"),
    (
        "qa_audit",
        "audit_id,audit,run_id,case_id,team,area,auditor_id,basis,opened_on,due_on,completed_on,overall,tool_version,filed_on,report_issued_on,action_plan_on,moderator_id,moderated_on,moderated_overall",
    ),
    ("qa_audit_item", "item_id,audit_id,criterion,answer,note"),
    ("qa_change", "change_id,service,proposed_on,decided_on"),
    ("qa_complaint", "complaint_id,kind,team,received_on,answered_on"),
    ("qa_concern", "concern_id,child_id,kind,raised_by,raised_on,audit_id,answered_on"),
    ("qa_dispute", "dispute_id,child_id,opened_on,closed_on"),
    ("qa_duty", "duty_id,rule,period_on,about_id,doer_id,done_on,note"),
    ("qa_feedback", "feedback_id,rule,period_on,about_id,asker_id,respondent,asked_on,received_on"),
    ("qa_foster_carer", "carer_id,approved_on,ended_on"),
    ("qa_intervention", "intervention_id,school,kind,began_on,ended_on"),
    ("qa_meeting", "meeting_id,rule,planned_on,held_on,chair_id"),
    ("qa_notice", "notice_id,rule,period_on,about_id,sender_id,recipient,sent_on"),
    (
        "qa_observation",
        "observation_id,rule,planned_on,occasion_id,observer_id,observed_id,setting,observed_on,filed_on,shared_on",
    ),
    ("qa_psychology_file", "file_id,child_id,holder_id,opened_on,last_seen_on,closed_on"),
    ("qa_report", "report_id,rule,period_on,about_id,author_id,recipient,meeting_id,issued_on"),
    ("qa_review", "review_id,rule,period_on,about_id,reviewer_id,held_on"),
    ("qa_review_form", "form_id,review_id,reviewer_id,completed_on,shared_on"),
    ("qa_role_holding", "holding_id,role,staff_id,area,team,acting,began_on,ended_on"),
    ("qa_sample_run", "run_id,audit,period_on,drawn_on,as_at_on,seed,found,drawn,framework_version"),
    ("qa_serious_case_review", "review_id,child_id,started_on,concluded_on"),
    ("qa_statutory_advice", "advice_id,child_id,author_id,drafted_on,issued_on"),
    ("qa_supervision", "supervision_id,staff_id,supervisor_id,planned_on,held_on"),
    ("qa_training", "training_id,topic,team,ended_on"),
    (
        "ssd_cin_episodes",
        "cine_referral_id,cine_person_id,status,cine_referral_team,cine_referral_worker_id,manager_id,head_id,cine_referral_date,cine_close_date",
    ),
    (
        "ssd_cla_episodes",
        "clae_cla_episode_id,clae_cla_id,clae_person_id,placement,clae_cla_episode_start_date,clae_cla_episode_ceased_date",
    ),
    (
        "ssd_cla_reviews",
        "clar_cla_review_id,clar_cla_person_id,age,team,reviewer_id,arranged_on,clar_cla_review_due_date,clar_cla_review_date,clar_cla_review_participation",
    ),
    ("ssd_cp_plans", "cppl_cp_plan_id,cppl_person_id,cppl_icpc_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date"),
    ("ssd_department", "dept_team_id,dept_team_name,dept_team_parent_id"),
    (
        "ssd_early_help_episodes",
        "earl_episode_id,earl_person_id,area,earl_episode_worker_id,earl_episode_start_date,earl_episode_end_date",
    ),
    (
        "ssd_initial_cp_conference",
        "icpc_icpc_id,icpc_icpc_meeting_id,icpc_person_id,kind,decided_on,icpc_icpc_target_date,icpc_icpc_date,chair_id",
    ),
    (
        "ssd_involvements",
        "invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,invo_professional_team,invo_referral_id,invo_involvement_start_date,invo_involvement_end_date",
    ),
    ("ssd_person", "pers_person_id,pers_dob,pers_death_date"),
    (
        "ssd_professionals",
        "prof_professional_id,prof_professional_job_title,prof_professional_department,area,manager_id,appointed_on,left_on,prof_social_worker_registration_no,registered_until",
    ),
];

/// One table: its columns, and its rows.
#[derive(Default)]
pub(crate) struct Table {
    columns: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// The place of a column.
    fn place(&self, column: &str) -> usize {
        self.columns.iter().position(|name| *name == column).unwrap_or(usize::MAX)
    }

    /// What a row holds in a column.
    pub(crate) fn cell<'row>(&self, row: &'row [String], column: &str) -> &'row str {
        row.get(self.place(column)).map_or("", String::as_str)
    }
}

/// All tables, by their names.
pub(crate) struct Tables(BTreeMap<&'static str, Table>);

impl Tables {
    /// None of them has a row yet.
    pub(crate) fn new() -> Self {
        let empty = |columns: &'static str| Table { columns: columns.split(',').collect(), rows: Vec::new() };
        Self(COLUMNS.iter().map(|(name, columns)| (*name, empty(columns))).collect())
    }

    /// Adds a row.
    pub(crate) fn add<Cell: AsRef<str>>(&mut self, table: &'static str, cells: impl IntoIterator<Item = Cell>) {
        let row: Vec<String> = cells.into_iter().map(|cell| cell.as_ref().to_owned()).collect();
        let table = self.0.entry(table).or_default();
        assert_eq!(row.len(), table.columns.len(), "a row of {:?}", table.columns);
        table.rows.push(row);
    }

    /// The keys of the rows that hold these values, in the order they were added.
    pub(crate) fn keys(&self, table: &str, holds: &[(&str, &str)]) -> Vec<String> {
        let Some(table) = self.0.get(table) else { return Vec::new() };
        let all = table.rows.iter().filter(|row| holds.iter().all(|(column, value)| table.cell(row, column) == *value));
        all.filter_map(|row| row.first().cloned()).collect()
    }

    /// The one row that holds these values: its key.
    pub(crate) fn only(&self, table: &str, holds: &[(&str, &str)]) -> String {
        let keys = self.keys(table, holds);
        assert_eq!(keys.len(), 1, "rows of {table} with {holds:?}");
        keys.into_iter().next().unwrap_or_default()
    }

    /// What the row of that key holds in a column.
    pub(crate) fn get(&self, table: &str, key: &str, column: &str) -> String {
        let table = self.0.get(table);
        let row = table.and_then(|table| table.rows.iter().find(|row| row.first().is_some_and(|one| one == key)));
        row.zip(table).map_or_else(String::new, |(row, table)| table.cell(row, column).to_owned())
    }

    /// Changes what the row of that key holds in a column.
    pub(crate) fn set(&mut self, table: &str, key: &str, column: &str, value: &str) {
        let Some(table) = self.0.get_mut(table) else { return };
        let place = table.place(column);
        let row = table.rows.iter_mut().find(|row| row.first().is_some_and(|one| one == key));
        let cell = row.and_then(|row| row.get_mut(place));
        assert!(cell.is_some(), "{key} has no {column}");
        if let Some(cell) = cell {
            value.clone_into(cell);
        }
    }

    /// Takes the row of that key out.
    pub(crate) fn remove(&mut self, table: &str, key: &str) {
        let Some(table) = self.0.get_mut(table) else { return };
        let before = table.rows.len();
        table.rows.retain(|row| row.first().is_none_or(|one| one != key));
        assert_eq!(table.rows.len() + 1, before, "{key} is taken out once");
    }

    /// Every table in the order of the names.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, &Table)> {
        self.0.iter().map(|(name, table)| (*name, table))
    }
}

/// A file for each table, to which one authority after the other is written.
pub(crate) struct Files(BTreeMap<&'static str, csv::Writer<File>>);

impl Files {
    /// Opens them, with the names of the columns.
    pub(crate) fn create(folder: &Path) -> Result<Self, Box<dyn Error>> {
        std::fs::create_dir_all(folder)?;
        let mut files = BTreeMap::new();
        for (name, columns) in COLUMNS {
            let mut file = csv::Writer::from_path(folder.join(format!("{name}.csv")))?;
            file.write_record(columns.split(','))?;
            files.insert(name, file);
        }
        Ok(Self(files))
    }

    /// Writes the rows behind those that are there.
    pub(crate) fn write(&mut self, tables: &Tables) -> Result<(), Box<dyn Error>> {
        for (name, table) in tables.all() {
            let Some(file) = self.0.get_mut(name) else { continue };
            for row in &table.rows {
                file.write_record(row)?;
            }
            file.flush()?;
        }
        Ok(())
    }
}
