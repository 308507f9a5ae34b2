package io.github.pgqueue.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void userAndPasswordLeaveTheUrlAndOtherParametersStay() {
        Address address = Address.parse("jdbc:postgresql://db:5433/app?user=a&sslmode=require&password=p%26q");
        assertThat(address.user()).isEqualTo("a");
        assertThat(address.password()).isEqualTo("p&q");
        assertThat(address.url()).isEqualTo("jdbc:postgresql://db:5433/app?sslmode=require");
        assertThat(address.withDatabase("other").url()).isEqualTo("jdbc:postgresql://db:5433/other?sslmode=require");
        assertThat(address.toString()).doesNotContain("p&q");
    }

    @Test
    void anAddressOfAnotherDatabaseIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> Address.parse("jdbc:mysql://db/app?password=secret"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pgqueue.test.url must be jdbc:postgresql://")
                .message()
                .doesNotContain("secret");
    }
}
