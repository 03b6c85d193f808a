/** Reads the database past the product's own code. Gives rows by the names of their columns. */
export type Query = <Row extends object>(sql: string, ...parameters: readonly unknown[]) => Promise<Row[]>;
