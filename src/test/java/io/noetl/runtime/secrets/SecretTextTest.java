package io.noetl.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          nats://noetl:s3cret@nats:4222                | nats://noetl:****@nats:4222
          nats://:s3cret@nats:4222                     | nats://:****@nats:4222
          nats://t0ken@nats:4222                       | nats://****@nats:4222
          TLS://t0ken@nats:4222                        | TLS://****@nats:4222
          redis://u:p@ss/w@h/0                         | redis://u:****@h/0
          nats://u:p@h1:4222,nats://u2:p2@h2           | nats://u:****@h1:4222,nats://u2:****@h2
          nats://u:p@h1:4222,u2:p2@h2                  | nats://u:****@h2
          connect to amqp://u:p@h now                  | connect to amqp://u:****@h now
          ["http://u:p@h","https://v:q@i"]             | ["http://u:****@h","https://v:****@i"]
          http://u:p"x@h                               | http://u:****@h
          http://t0ken@h:1                             | http://****@h:1
          http://h/x?api_key=k&y=1                     | http://h/x?api_key=****&y=1
          http://h/x?y=1&X-Amz-Credential=abc          | http://h/x?y=1&X-Amz-Credential=****
          host=db user=u password=p@ss port=5432       | host=db user=u password=**** port=5432
          host=db password='a b' port=5432             | host=db password=**** port=5432
          host=db password = p@ss port = 5432          | host=db password = **** port = 5432
          password= 'a b' port=5432                    | password= **** port=5432
          env=prod,token=a,b,zone=eu                   | env=prod,token=****,zone=eu
          {"password":"a\\"b","x":1}                   | {"password":"****","x":1}
          {"credentials": {"a":["}"],"b":2},"x":1}     | {"credentials": "****","x":1}
          {"token":["a","b"],"x":"y"}                  | {"token":"****","x":"y"}
          {"a":"b","secret":"cut off                   | {"a":"b","secret":"****"
          """)
  void secretIsMaskedAndTheRestIsShown(String text, String masked) {
    assertEquals(masked, SecretText.of(text));
    assertEquals(masked, SecretText.of(masked), "what is masked stays so");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pool-1",
        "http://h:8083/api?kind=broker",
        "https://h:8443/users/@me",
        "https://h/users/@me",
        "postgresql://noetl@db:5432/noetl?schema=noetl",
        "k8s://noetl/worker-1",
        "12:30@noon",
        "a=b,c=d",
        "={}=",
        "tokenizer=bert,public_key=k",
        "{\"worker_public_key\":\"k=\",\"password\":null,\"secret\":false}",
        "token=",
        "token=\nport 5432",
        "env = prod",
        "\"password\"",
        "\"password\":",
        "://",
        "://@",
        "a://:@",
        "\"",
        "\\\"",
      })
  void whatHoldsNoSecretIsShownAsItIs(String text) {
    assertEquals(text, SecretText.of(text));
  }

  @Test
  void textWithoutAnySignOfOneIsTheSame() {
    String text = "draining until resumed: new kernel";
    assertSame(text, SecretText.of(text));
  }
}
