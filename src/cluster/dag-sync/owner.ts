/** The user and group of Airflow's official image; both may write. */
export const OWNER = { uid: 50_000, gid: 0 };
