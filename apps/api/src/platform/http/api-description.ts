import { Inject, Injectable, Optional } from '@nestjs/common';
import { DOCS_STYLE, docsPage } from './docs-page.js';
import { API_GUIDES, type Guide } from './guide.js';
import { describeApi, type OpenApi } from './openapi.js';
import { ServedEndpoints } from './served-endpoints.js';

const VERSION = '0.1.0';

/** The API's description of itself, made once at first use from what is really served. */
@Injectable()
export class ApiDescription {
  private made: OpenApi | undefined;
  private text: string | undefined;
  private html: string | undefined;

  constructor(
    private readonly served: ServedEndpoints,
    @Optional() @Inject(API_GUIDES) private readonly guides: readonly Guide[] = [],
  ) {}

  json(): string {
    return (this.text ??= JSON.stringify(this.describe()));
  }

  page(): string {
    return (this.html ??= docsPage(this.describe()));
  }

  style(): string {
    return DOCS_STYLE;
  }

  private describe(): OpenApi {
    return (this.made ??= describeApi(this.served.byName(), VERSION, this.guides));
  }
}
