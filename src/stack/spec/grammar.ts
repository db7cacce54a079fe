/** What images, plans, suites and secrets may be called: names of files are made of it. */
export const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/
/** Variables of an environment, and build args. */
export const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
