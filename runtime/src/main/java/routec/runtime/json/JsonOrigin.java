package routec.runtime.json;

import routec.runtime.fault.Fault;
import routec.runtime.fault.ProviderFault;
import routec.runtime.fault.RequestFault;

/** Who wrote a JSON text, and so whose fault it is when the text is broken. */
public enum JsonOrigin {
  CLIENT {
    @Override
    Fault fault(String problem) {
      return RequestFault.invalid("", "The request body is not valid JSON: " + problem + ".");
    }
  },
  PROVIDER {
    @Override
    Fault fault(String problem) {
      return ProviderFault.broken("The provider's reply is not valid JSON.")
          .withDetail("provider JSON: " + problem);
    }
  };

  abstract Fault fault(String problem);
}
