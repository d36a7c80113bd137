/** What the environment says of object storage, every value checked by itself. */
export interface StorageVariables {
  readonly S3_BUCKET?: string | undefined;
  readonly S3_ENDPOINT?: string | undefined;
  readonly S3_REGION: string;
  readonly S3_ACCESS_KEY_ID?: string | undefined;
  readonly S3_SECRET_ACCESS_KEY?: string | undefined;
  readonly S3_PATH_STYLE?: 'true' | 'false' | undefined;
}

/** The keys go together; without them the host itself must be allowed in (an instance role). */
export function storageProblems(vars: StorageVariables): string[] {
  const problems: string[] = [];
  if ((vars.S3_ACCESS_KEY_ID === undefined) !== (vars.S3_SECRET_ACCESS_KEY === undefined))
    problems.push(
      `${vars.S3_ACCESS_KEY_ID === undefined ? 'S3_ACCESS_KEY_ID' : 'S3_SECRET_ACCESS_KEY'}: an id and a secret go together`,
    );
  if (vars.S3_BUCKET === undefined && (vars.S3_ENDPOINT ?? vars.S3_ACCESS_KEY_ID ?? vars.S3_PATH_STYLE) !== undefined)
    problems.push('S3_BUCKET: not set; the other S3 settings need it');
  return problems;
}

/** Object storage for attachments. An address of one's own usually serves buckets under its path, Amazon under their own names. */
export const s3Of = (vars: StorageVariables) =>
  vars.S3_BUCKET === undefined
    ? null
    : {
        bucket: vars.S3_BUCKET,
        endpoint: vars.S3_ENDPOINT ?? null,
        region: vars.S3_REGION,
        /** Null: as the AWS SDK finds them (instance role, profile). */
        keys:
          vars.S3_ACCESS_KEY_ID === undefined || vars.S3_SECRET_ACCESS_KEY === undefined
            ? null
            : { accessKeyId: vars.S3_ACCESS_KEY_ID, secretAccessKey: vars.S3_SECRET_ACCESS_KEY },
        pathStyle: vars.S3_PATH_STYLE === undefined ? vars.S3_ENDPOINT !== undefined : vars.S3_PATH_STYLE === 'true',
      };
