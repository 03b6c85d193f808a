/** Something that passes (somebody types, comes, goes): never stored, and the latest one counts. */
export abstract class Signal {}
