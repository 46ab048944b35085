package io.noetl.runtime.contract;

import io.noetl.runtime.schema.RuntimeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every {@link RuntimeApi} does, whatever is behind it. */
public abstract class RuntimeApiContract
    implements RegistrationContract,
        HeartbeatContract,
        MetricsContract,
        DeregistrationContract,
        OwnershipContract,
        UpdateContract,
        NumberContract,
        OperatorMarkContract,
        DependencyContract,
        CompatibilityContract,
        ListContract,
        ManyAtOnceContract {

  private RuntimeApi api;

  /** An empty registry that writes the registration of a heartbeat again. */
  protected abstract RuntimeApi open() throws Exception;

  @BeforeEach
  void openApi() throws Exception {
    api = open();
  }

  @AfterEach
  void closeApi() {
    api.close();
  }

  @Override
  public RuntimeApi api() {
    return api;
  }
}
