/** Where a command of backup or restore finds the data. */
export interface StorageLocation {
  dataDir: string;
  /** Null for the embedded database in `dataDir`. */
  databaseUrl: string | null;
}

/** Prints a line to who runs the command. */
export type Say = (line: string) => void;
