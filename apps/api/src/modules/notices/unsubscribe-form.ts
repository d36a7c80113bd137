import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Unsubscribe } from '@understudy/contracts';
import { errorCodes, type FastifyInstance } from 'fastify';

const LONGEST_FORM_BYTES = 4_096;

/**
 * Mail programs and browsers press the button with a form (RFC 8058), which the API takes nowhere else: here, and only here, a form is
 * accepted, and nothing of it is read; a multipart one gets in by `form` in its contract.
 */
@Injectable()
export class UnsubscribeForm implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // the worker serves nobody
    const fastify: FastifyInstance | undefined = this.host.httpAdapter?.getInstance();
    fastify?.addContentTypeParser<string>(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: LONGEST_FORM_BYTES },
      (request, _form, done) => {
        if (request.routeOptions.url === Unsubscribe.path) done(null, undefined);
        else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type']));
      },
    );
  }
}
