/** How a record is read from an address stands with the sites' own rules, because whoever edits a site tries it by the same reading. */
export * from '@understudy/contracts/crm-records';
